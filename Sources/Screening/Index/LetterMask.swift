/// Which letters a name has, and which twice, in 64 bits: one edit changes at most two of them, so that most names need
/// no more than one XOR to be told apart.
enum LetterMask {
    static func of(_ letters: [UInt32]) -> UInt64 {
        var mask: UInt64 = 0
        for letter in letters {
            let bit = UInt64(1) << UInt64(slot(letter))
            let second = bit << 32
            if mask & bit == 0 { mask |= bit } else { mask |= second }
        }
        return mask
    }

    /// a–z have a slot each, the six others are shared by everything else.
    private static func slot(_ letter: UInt32) -> UInt32 {
        letter >= 0x61 && letter <= 0x7A ? letter - 0x61 : 26 + letter % 6
    }
}
