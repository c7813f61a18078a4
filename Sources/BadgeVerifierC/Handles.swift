import BadgeVerifier
import Synchronization

/// What a `greenbadge_verifier *` points to.
final class VerifierHandle: Sendable {
    let verifier: BadgeVerifier

    init(_ verifier: BadgeVerifier) { self.verifier = verifier }
}

/// What a `greenbadge_verdict *` points to: the verdict, and the texts that C has asked it for.
final class VerdictHandle: Sendable {
    let verdict: Verdict
    /// The texts of `greenbadge_verdict_info`, by `VerdictField`.
    let fields: CTexts
    private let json = Mutex<CTexts?>(nil)
    private let highWater = Mutex<CTexts?>(nil)

    init(_ verdict: Verdict) {
        self.verdict = verdict
        fields = CTexts(VerdictField.allCases.map { $0.text(of: verdict) })
    }

    /// Made when it is first asked for: most callers read the fields alone.
    var jsonText: UnsafePointer<CChar>? { VerdictHandle.text(json) { verdict.json.canonicalText } }

    /// The same for the high-water text.
    var highWaterText: UnsafePointer<CChar>? { VerdictHandle.text(highWater) { verdict.highWater.text } }

    private static func text(
        _ kept: borrowing Mutex<CTexts?>, _ make: () -> String
    ) -> UnsafePointer<CChar>? {
        let texts = kept.withLock { kept in
            let texts = kept ?? CTexts([make()])
            kept = texts
            return texts
        }
        return texts[0]
    }
}

/// Pointers to objects of Swift, as C holds them: each counts as one reference until it is given back.
enum Handle {
    static func make(_ object: AnyObject) -> OpaquePointer {
        OpaquePointer(Unmanaged.passRetained(object).toOpaque())
    }

    static func object<Object: AnyObject>(_ pointer: OpaquePointer, as _: Object.Type) -> Object {
        Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
    }

    static func release(_ pointer: OpaquePointer?) {
        guard let pointer else { return }
        Unmanaged<AnyObject>.fromOpaque(UnsafeRawPointer(pointer)).release()
    }
}
