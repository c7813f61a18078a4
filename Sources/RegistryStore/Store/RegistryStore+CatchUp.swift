import Journal
import Registry

extension RegistryStore {
    /// Folds what others wrote since this store read the journal, each transaction checked as by `open`: for a reader
    /// that lives long and would else read everything again at each step.
    ///
    /// - Throws: what `open` throws, and `.damaged` where the journal does not go on from what was folded: then the
    ///   state is not that of the registry any more, and the store is opened anew.
    package func catchUp() throws(StoreError) {
        try StoreError.placing {
            try journal.refresh()
            let next = state.lastSequence.map { $0 + 1 } ?? 0
            let count = journal.count ?? 0
            if count > next { try journal.forEach(from: next) { try replay($0, $1) } }
            guard journal.head?.hash == lastHash else {
                throw StoreError.damaged("the journal does not go on from what was read of it before")
            }
        }
    }
}
