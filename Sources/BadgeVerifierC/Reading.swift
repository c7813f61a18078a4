import BadgeVerifier
public import CGreenBadge
import Encoding

/// See greenbadge.h.
@c(greenbadge_verdict_read) @implementation
public func greenbadge_verdict_read(
    _ verdict: OpaquePointer?, _ info: UnsafeMutablePointer<greenbadge_verdict_info>?
) -> greenbadge_result {
    call(nil) { () throws(CallError) in
        guard let info else { throw .argument("info is NULL") }
        let bytes = UnsafeMutableRawPointer(info)
        let known = MemoryLayout<greenbadge_verdict_info>.size
        let size = try CInput.size(bytes, known: known, "info")
        // Fields of a newer header say nothing.
        (bytes + known).initializeMemory(as: UInt8.self, repeating: 0, count: size - known)
        info.pointee = greenbadge_verdict_info()
        if let verdict { info.pointee = Handle.object(verdict, as: VerdictHandle.self).info }
        info.pointee.size = size
        guard verdict != nil else { throw .argument("verdict is NULL") }
    }
}

/// See greenbadge.h.
@c(greenbadge_verdict_is_trusted) @implementation
public func greenbadge_verdict_is_trusted(_ verdict: OpaquePointer?) -> CInt {
    guard let verdict else { return 0 }
    return Handle.object(verdict, as: VerdictHandle.self).verdict.isTrusted ? 1 : 0
}

/// See greenbadge.h.
@c(greenbadge_verdict_json) @implementation
public func greenbadge_verdict_json(_ verdict: OpaquePointer?) -> UnsafePointer<CChar>? {
    verdict.flatMap { Handle.object($0, as: VerdictHandle.self).jsonText }
}

/// See greenbadge.h.
@c(greenbadge_verdict_high_water) @implementation
public func greenbadge_verdict_high_water(_ verdict: OpaquePointer?) -> UnsafePointer<CChar>? {
    verdict.flatMap { Handle.object($0, as: VerdictHandle.self).highWaterText }
}

/// See greenbadge.h.
@c(greenbadge_verdict_free) @implementation
public func greenbadge_verdict_free(_ verdict: OpaquePointer?) { Handle.release(verdict) }

extension VerdictHandle {
    /// The verdict as C reads it; the texts are this object's.
    fileprivate var info: greenbadge_verdict_info {
        var info = greenbadge_verdict_info()
        info.outcome = verdict.outcome.number
        info.reason = verdict.reason.number
        info.is_trusted = verdict.isTrusted ? 1 : 0
        info.marketing_allowed = verdict.marketingAllowed ? 1 : 0
        info.is_test = verdict.isTest ? 1 : 0
        info.is_homonym = verdict.badge?.isHomonym == true ? 1 : 0
        info.as_of = VerdictHandle.seconds(verdict.asOf)
        info.not_before = VerdictHandle.seconds(verdict.badge?.notBefore)
        info.not_after = VerdictHandle.seconds(verdict.badge?.notAfter)
        fillTexts(&info)
        return info
    }

    private func fillTexts(_ info: inout greenbadge_verdict_info) {
        func text(_ field: VerdictField) -> UnsafePointer<CChar>? { fields[field.rawValue] }
        info.reason_text = text(.reason)
        info.detail = text(.detail)
        info.authority = text(.authority)
        info.account = text(.account)
        info.id = text(.id)
        info.display_name = text(.displayName)
        info.legal_name = text(.legalName)
        info.country = text(.country)
        info.registration_number = text(.registrationNumber)
    }

    /// GREENBADGE_NO_TIME, a macro that Swift cannot see, where there is none.
    private static func seconds(_ time: Timestamp?) -> Int64 { time?.seconds ?? .min }
}
