import Encoding

/// The business as the badge's subject names it, in the order of the profile (DESIGN 5).
package struct BadgeSubject: Hashable, Sendable {
    /// As EV certificates name it, for example `Private Organization`.
    package var businessCategory: String
    /// Country of the register, ISO 3166-1 alpha-2.
    package var jurisdictionCountry: String
    /// State or province of the register.
    package var jurisdictionState: String?
    /// Place of the register.
    package var jurisdictionLocality: String?
    /// serialNumber: the number in that register.
    package var registrationNumber: String
    /// `LEIXG-…`, `VATNL-…` or `NTRNL-…` (ETSI EN 319 412-1).
    package var organizationIdentifier: String?
    /// Country of the place of business.
    package var country: String
    /// State or province of the place of business.
    package var state: String?
    /// Place of business.
    package var locality: String?
    /// At most 40 scalars.
    package var postalCode: String?
    /// Street and number.
    package var street: String?
    /// O: the legal name, or an abbreviation that a reviewer confirmed.
    package var organization: String
    /// CN: the display name as checked.
    package var displayName: String

    /// Takes the values as they are.
    package init(
        businessCategory: String, jurisdictionCountry: String, jurisdictionState: String? = nil,
        jurisdictionLocality: String? = nil, registrationNumber: String,
        organizationIdentifier: String? = nil,
        country: String, state: String? = nil, locality: String? = nil, postalCode: String? = nil,
        street: String? = nil, organization: String, displayName: String
    ) {
        self.businessCategory = businessCategory
        self.jurisdictionCountry = jurisdictionCountry
        self.jurisdictionState = jurisdictionState
        self.jurisdictionLocality = jurisdictionLocality
        self.registrationNumber = registrationNumber
        self.organizationIdentifier = organizationIdentifier
        self.country = country
        self.state = state
        self.locality = locality
        self.postalCode = postalCode
        self.street = street
        self.organization = organization
        self.displayName = displayName
    }
}
