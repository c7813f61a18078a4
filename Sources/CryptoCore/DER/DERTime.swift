package import Encoding

/// Times of X.509 (RFC 5280 4.1.2.5): UTCTime through 2049, GeneralizedTime from 2050, both with seconds and Z.
extension DERReader {
    /// A Time in the one form that its year allows.
    package mutating func time() throws(DERError) -> Timestamp {
        let start = position
        let isShort = peekTag != DERTag.generalizedTime
        let digits = try contents(isShort ? DERTag.utcTime : DERTag.generalizedTime)
        let fields = Self.fields(digits, yearDigits: isShort ? 2 : 4)
        guard var civil = fields else {
            throw DERError(
                offset: start, reason: "a time is not of the form \(isShort ? "YY" : "YYYY")MMDDHHMMSSZ")
        }
        if isShort { civil.year += civil.year < 50 ? 2000 : 1900 }
        guard isShort || civil.year >= 2050 else {
            throw DERError(offset: start, reason: "a GeneralizedTime before 2050")
        }
        guard let time = Timestamp(civil: civil) else {
            throw DERError(offset: start, reason: "a time that is in no calendar or before 1970")
        }
        return time
    }

    private static func fields(_ text: ArraySlice<UInt8>, yearDigits: Int) -> Timestamp.Civil? {
        guard text.count == yearDigits + 11, text.last == UInt8(ascii: "Z") else { return nil }
        var isValid = true
        let pair = { (offset: Int) -> Int in
            let high = Int(text[text.startIndex + offset]) - 0x30
            let low = Int(text[text.startIndex + offset + 1]) - 0x30
            if !(0...9).contains(high) || !(0...9).contains(low) { isValid = false }
            return high * 10 + low
        }
        let year = yearDigits == 2 ? pair(0) : pair(0) * 100 + pair(2)
        let civil = Timestamp.Civil(
            year: year, month: pair(yearDigits), day: pair(yearDigits + 2), hour: pair(yearDigits + 4),
            minute: pair(yearDigits + 6), second: pair(yearDigits + 8))
        return isValid ? civil : nil
    }
}

extension DER {
    /// A Time in the form that its year demands.
    package static func time(_ time: Timestamp) -> [UInt8] {
        let civil = time.civil
        let isShort = civil.year < 2050
        let fields = [
            civil.year / 100, civil.year % 100, civil.month, civil.day, civil.hour, civil.minute,
            civil.second,
        ]
        let digits = fields.dropFirst(isShort ? 1 : 0).flatMap {
            [UInt8(0x30 + $0 / 10), UInt8(0x30 + $0 % 10)]
        }
        return element(isShort ? DERTag.utcTime : DERTag.generalizedTime, digits + [UInt8(ascii: "Z")])
    }
}
