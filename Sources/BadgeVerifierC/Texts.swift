import BadgeVerifier
public import CGreenBadge
import Glibc

private let versionText = CTexts([GREENBADGE_VERSION])

/// See greenbadge.h.
@c(greenbadge_version) @implementation
public func greenbadge_version() -> UnsafePointer<CChar>? { versionText[0] }

/// See greenbadge.h.
@c(greenbadge_text_free) @implementation
public func greenbadge_text_free(_ text: UnsafeMutablePointer<CChar>?) { free(text) }

/// See greenbadge.h.
@c(greenbadge_high_water_merge) @implementation
public func greenbadge_high_water_merge(
    _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?,
    _ merged: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> greenbadge_result {
    merged?.pointee = nil
    return call(error) { () throws(CallError) in
        guard let merged else { throw .argument("merged is NULL") }
        let one = try readHighWater(first, "first")
        let other = try readHighWater(second, "second")
        merged.pointee = ownedText(one.merged(with: other).text)
    }
}
