import Glibc

/// The absolute path of something that exists, symbolic links resolved; the path itself where it does not.
func absolutePath(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// Whether this process may make files in a directory, as far as permissions tell.
func isWritable(_ directory: String) -> Bool { access(directory, W_OK | X_OK) == 0 }

/// The system's clock, in whole seconds; read here and in no other room (DESIGN D13).
func systemSeconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec)
}
