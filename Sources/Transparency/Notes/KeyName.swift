/// The rule for names of keys (C2SP signed-note): not empty, no Unicode space, no plus, no control character.
enum KeyName {
    static func isValid(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.value > 0x20 && scalar != "+" && (scalar.isASCII || !scalar.properties.isWhitespace)
            }
    }
}
