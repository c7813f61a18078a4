// Letters about decisions against a business, and appeals.
extension BuiltInLetters {
    static let rejected = #"""
        Subject: Your application {{case}} is rejected

        We cannot give {{business}} a green badge on this application.

        - Reason: {{reason}}
        - Field of the form: {{field}}
        - What mends it: {{hint}}

        > {{explanation}}

        # To apply again

        {{#reapplyFrom}}
        A new application is taken in from {{reapplyFrom}} on.
        {{/reapplyFrom}}
        {{^reapplyFrom}}
        You can apply again at once.
        {{/reapplyFrom}}
        Correct the form, make a new request, and send us the file:

        {{#signs}}
            greenbadge request new FORM.json --key YOUR.key.pem
        {{/signs}}
        {{^signs}}
            greenbadge request new FORM.json --new-key YOUR.key.pem
        {{/signs}}

        # To appeal

        If you think that the decision is wrong, you can appeal once, by {{appealUntil}}. Somebody who had no part in the
        decision looks at the case again.

        {{#signs}}
        Write why into this command, and send us the file that it makes, {{case}}.request-appeal:

            greenbadge request appeal {{case}} "WHY IT IS WRONG" --key YOUR.key.pem
        {{/signs}}
        {{^signs}}
        Tell us why in the way in which you applied.
        {{/signs}}

        """#

    static let blocked = #"""
        Subject: Your application {{case}} is rejected for good

        We cannot give {{business}} a green badge, and take no new application from this business.

        - Reason: {{reason}}
        - Field of the form: {{field}}
        - What it means: {{hint}}

        > {{explanation}}

        # To appeal

        If you think that the decision is wrong, you can appeal once, by {{appealUntil}}. Somebody who had no part in the
        decision looks at the case again.

        {{#signs}}
        Write why into this command, and send us the file that it makes, {{case}}.request-appeal:

            greenbadge request appeal {{case}} "WHY IT IS WRONG" --key YOUR.key.pem
        {{/signs}}
        {{^signs}}
        Tell us why in the way in which you applied.
        {{/signs}}

        """#

    static let appealed = #"""
        Subject: We have your appeal about {{case}}

        You wrote:

        > {{statement}}

        Somebody who had no part in the decision looks at the case again. We answer by {{deadline}}; you need do nothing
        until then.

        """#

    static let upheld = #"""
        Subject: Your appeal about {{case}}: the decision stands

        Somebody who had no part in the decision has looked at the case again, and comes to the same end.

        > {{explanation}}

        - Reason: {{reason}}
        - Field of the form: {{field}}
        - What mends it: {{hint}}

        This decision cannot be appealed again.

        {{#never}}
        No new application is taken in from this business.
        {{/never}}
        {{^never}}
        {{#reapplyFrom}}
        A new application is taken in from {{reapplyFrom}} on:
        {{/reapplyFrom}}
        {{^reapplyFrom}}
        You can apply again at once:
        {{/reapplyFrom}}

        {{#signs}}
            greenbadge request new FORM.json --key YOUR.key.pem
        {{/signs}}
        {{^signs}}
            greenbadge request new FORM.json --new-key YOUR.key.pem
        {{/signs}}
        {{/never}}

        """#

    static let reversed = #"""
        Subject: Your appeal about {{case}}: the decision falls

        You were right to appeal: the rejection counts for nothing any more, and the case is reviewed again by people
        who look at all of it.

        > {{explanation}}

        You need do nothing now; we write again when we have a question or a decision.

        """#
}
