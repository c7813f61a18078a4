import Encoding
import Registry

extension EventLine {
    /// Events of the authority itself: who follows cases passes over them, who counts transactions misses none.
    func authority(_ event: Event) -> Facts {
        switch event {
        case .genesis(let genesis):
            Facts(
                kind: "genesis",
                members: [.init("name", .string(genesis.name)), .init("test", .bool(genesis.test))])
        case .proposed: Facts(kind: "proposed")
        case .confirmed(let proposal):
            Facts(
                kind: "confirmed", members: [.init("proposal", .integer(Int64(clamping: proposal)))])
        case .logOpened(let opening):
            Facts(kind: "logOpened", members: [.init("log", .integer(Int64(opening.number)))])
        case .issuingCALogged: Facts(kind: "issuingCALogged")
        case .issuingCASigned: Facts(kind: "issuingCASigned")
        case .trustFileSigned: Facts(kind: "trustFileSigned")
        case .logFrozen(let freeze):
            Facts(kind: "logFrozen", members: [.init("log", .integer(Int64(freeze.number)))])
        case .published(let publication):
            Facts(
                kind: "published",
                members: [.init("nextUpdate", .string(publication.nextUpdate.description))])
        default: Facts(kind: "checkpointSigned")
        }
    }
}
