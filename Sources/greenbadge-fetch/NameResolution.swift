import Fetching
import Glibc

/// The addresses of a host by getaddrinfo(3), within a time limit.
///
/// getaddrinfo has no limit of its own and cannot be interrupted, so it runs in a thread that writes one byte into a pipe
/// when it is done; where its time is over first, the process ends and the thread with it.
enum NameResolution {
    /// Every address that the name has, in the order in which the system would use them; each is public.
    ///
    /// - Throws: `.name` where there is none, `.address` where one of them is not public.
    static func publicAddresses(
        of host: String, until deadline: Deadline
    ) throws(FetchFailure) -> [SocketAddress] {
        let found = try addresses(of: host, until: deadline)
        try demandPublic(found, of: host)
        return found
    }

    /// All of them: a name that leads to a public host and into a private network is not asked at either.
    static func demandPublic(_ addresses: [SocketAddress], of host: String) throws(FetchFailure) {
        guard !addresses.isEmpty else { throw FetchFailure(.name, "\(host) has no internet address") }
        guard addresses.count <= FetchLimits.addresses else {
            throw FetchFailure(.address, "\(host) has more than \(FetchLimits.addresses) addresses")
        }
        for address in addresses {
            if let problem = PublicAddress.problem(address.bytes) {
                throw FetchFailure(.address, "\(host) has the address \(address.text), which is \(problem)")
            }
        }
    }

    private static func addresses(
        of host: String, until deadline: Deadline
    ) throws(FetchFailure) -> [SocketAddress] {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw FetchFailure(.machine, "pipe: error \(errno)") }
        let job = Job(host: host, signal: ends[1])
        var thread = pthread_t()
        // The thread keeps the job alive: it may outlast this call.
        let kept = Unmanaged.passRetained(job)
        let code = pthread_create(
            &thread, nil,
            { raw in
                guard let raw else { return nil }
                let job = Unmanaged<Job>.fromOpaque(raw).takeRetainedValue()
                job.run()
                return nil
            }, kept.toOpaque())
        guard code == 0 else {
            kept.release()
            throw FetchFailure(.machine, "pthread_create: error \(code)")
        }
        pthread_detach(thread)
        try deadline.wait(for: ends[0], POLLIN)
        // The byte makes what the thread wrote before it visible here.
        var byte: UInt8 = 0
        while read(ends[0], &byte, 1) < 0, errno == EINTR {}
        switch job.outcome {
        case .success(let addresses): return addresses
        case .failure(let failure): throw failure
        }
    }

    /// One question to the system's resolver.
    ///
    /// Unchecked: the thread writes `outcome` before it writes the byte, and the other reads it behind the byte.
    private final class Job: @unchecked Sendable {
        private let host: String
        private let signal: Int32
        private(set) var outcome: Result<[SocketAddress], FetchFailure> = .success([])

        init(host: String, signal: Int32) {
            self.host = host
            self.signal = signal
        }

        func run() {
            outcome = resolved()
            var byte: UInt8 = 1
            while write(signal, &byte, 1) < 0, errno == EINTR {}
        }

        private func resolved() -> Result<[SocketAddress], FetchFailure> {
            var hints = addrinfo()
            hints.ai_family = AF_UNSPEC
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
            hints.ai_protocol = Int32(IPPROTO_TCP)
            var list: UnsafeMutablePointer<addrinfo>?
            // The final dot: the name as it stands, without the search list of this machine.
            let code = getaddrinfo("\(host).", nil, &hints, &list)
            guard code == 0 else {
                let reason = String(cString: gai_strerror(code))
                return .failure(FetchFailure(.name, "\(host) cannot be resolved: \(reason)"))
            }
            defer { freeaddrinfo(list) }
            var addresses: [SocketAddress] = []
            var next = list
            while let info = next?.pointee {
                guard let address = SocketAddress(info, port: 443) else {
                    return .failure(FetchFailure(.address, "\(host) has an address of an unknown kind"))
                }
                addresses.append(address)
                next = info.ai_next
            }
            return .success(addresses)
        }
    }
}
