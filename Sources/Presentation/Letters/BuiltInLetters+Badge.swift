// Letters about a badge.
extension BuiltInLetters {
    static let issued = #"""
        Subject: Your green badge {{badge}} is issued

        {{business}} has its green badge, {{badge}}.

        - It is bound to: {{accounts}}
        - It is good until: {{validUntil}}
        - Its renewal is offered from: {{renewalFrom}}

        The badge file is public; hand it to whoever is to check it. Its key is not: whoever has YOUR.key.pem can speak
        as you. To look into the file that we sent you:

            greenbadge inspect BADGE.badge

        If the key leaks, or the badge is to end for another reason, make a signed file and send it to us at once:

            greenbadge request revoke {{badge}} --reason keyCompromise --key YOUR.key.pem

        """#

    static let limited = #"""
        Subject: Your badge {{badge}} is limited

        The badge of {{business}} stays green, but it says from now on that you may not send marketing.

        {{#reason}}
        - Reason: {{reason}} ({{hint}})
        {{/reason}}

        If you think that this is wrong, write to us and say why.

        """#

    static let suspended = #"""
        Subject: Your badge {{badge}} is suspended

        Until we have looked into the matter, nobody is shown {{business}} as verified. It can be reinstated.

        {{#hint}}
        - Reason: {{reason}} ({{hint}})
        {{/hint}}
        {{^hint}}
        - Reason: {{reason}}
        {{/hint}}

        Write to us at once, with whatever speaks for you. If the badge is to end instead:

            greenbadge request revoke {{badge}} --reason cessationOfOperation --key YOUR.key.pem

        """#

    static let reinstated = #"""
        Subject: Your badge {{badge}} is good again

        {{business}} is shown as verified again, as soon as the next status is published. The badge is good until
        {{validUntil}}; you need do nothing.

        """#

    static let revoked = #"""
        Subject: Your badge {{badge}} is revoked

        {{#asked}}
        As you asked, with the badge's own key, the badge of {{business}} has ended for good. If it was not you who asked,
        then somebody else has the key: tell us at once.
        {{/asked}}
        {{^asked}}
        The badge of {{business}} has ended for good.
        {{/asked}}

        - Reason: {{reason}} ({{hint}})

        A revoked badge never comes back. You can apply for a new one, with a new key:

            greenbadge request new FORM.json

        {{^asked}}
        If you think that this is wrong, write to us and say why.
        {{/asked}}

        """#

    static let superseded = #"""
        Subject: Your badge {{badge}} is replaced by {{successor}}

        The badge {{badge}} of {{business}} has ended; {{successor}} stands in its place. Hand out the new file from now
        on. You need do nothing else.

        """#

    static let renewal = #"""
        Subject: Your badge {{badge}} ends on {{validUntil}}

        To keep {{business}} green, renew it before then: look through the form, make a new request with the same key,
        and send us the file.

            greenbadge request new FORM.json --key YOUR.key.pem

        If you do not want another badge you need do nothing; this one ends by itself.

        """#

    static let ended = #"""
        Subject: Your badge {{badge}} has ended

        The badge was good until {{validUntil}}, and {{business}} is not shown as verified any more. You can apply for a
        new one at any time:

            greenbadge request new FORM.json --key YOUR.key.pem

        """#
}
