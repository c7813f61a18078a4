/// A time is an argument of every verification, so an app that imports `BadgeVerifier` gets the type with it.
@_exported public import struct Encoding.Timestamp
