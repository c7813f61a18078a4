import Encoding
import FuzzSupport
import Registry

/// Forms, JSON with comments: as documents, and as applications.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    guard let form = try? FormDocument.parse(input) else { return 0 }
    let canonical = form.json.canonicalBytes
    demand((try? JSON.parseCanonical(canonical)) == form.json, "a form's values have a canonical text")
    demand((try? FormDocument.parse(canonical))?.json == form.json, "that text is a form of the same values")
    guard let application = try? ApplicationForm.parse(input) else { return 0 }
    demand(
        (try? ApplicationContent(json: application.json)) == application,
        "an application is read as it is written")
    return 0
}
