/// A file of the kit: where it lies below the kit's directory, or below its pack's, and its bytes.
package struct KitFile: Hashable, Sendable {
    /// The path, with slashes.
    package let path: String
    /// The contents.
    package let bytes: [UInt8]

    /// Takes both as they are.
    package init(_ path: String, _ bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
