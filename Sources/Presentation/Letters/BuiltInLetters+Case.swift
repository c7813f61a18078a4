// Letters about a case on its way.
extension BuiltInLetters {
    static let received = #"""
        Subject: We have your application {{case}}

        Your application for a green badge for {{business}} is here. You need do nothing now: we look at it, and write
        again when we have a question or a decision.

        {{#signs}}
        To take it back, make a signed file and send it to us:

            greenbadge request withdraw {{case}} --key YOUR.key.pem
        {{/signs}}

        """#

    static let question = #"""
        Subject: A question about your application {{case}}

        Before we can decide, please tell us:

        > {{question}}

        We need your answer by {{deadline}}. Without one the application ends then, and you would have to apply again.

        {{#signs}}
        To answer, write the answer into this command, or a file with - in its place, and send us the file that it
        makes, {{case}}.request-answer:

            greenbadge request answer {{case}} "YOUR ANSWER" --key YOUR.key.pem

        If the form itself was wrong, correct it and send it along:

            greenbadge request answer {{case}} --form FORM.json --key YOUR.key.pem
        {{/signs}}
        {{^signs}}
        Please answer in the way in which you applied.
        {{/signs}}

        """#

    static let reminder = #"""
        Subject: We still wait for your answer about {{case}}

        We asked you:

        > {{question}}

        Your answer is due by {{deadline}}; without one the application ends then.

        {{#signs}}
        To answer, and send us the file {{case}}.request-answer:

            greenbadge request answer {{case}} "YOUR ANSWER" --key YOUR.key.pem
        {{/signs}}
        {{^signs}}
        Please answer in the way in which you applied.
        {{/signs}}

        """#

    static let answered = #"""
        Subject: We have your answer about {{case}}

        Your answer is here. You need do nothing now: we go on with your application, and write again when we have
        another question or a decision.

        """#

    static let challenge = #"""
        Subject: Please show that {{account}} is yours

        The badge of {{business}} would name the account {{account}}. Before that you show that it is yours.

        {{#code}}
        We have sent a code to the account itself; please tell us the code. It stands in no letter, since it proves
        something only to whoever has the account.
        {{/code}}
        {{^code}}
        We have sent you a text that {{host}} is to show, in a file or in its DNS. Please put it there and tell us; leave
        it until we have seen it.
        {{/code}}

        It has to be there by {{deadline}}; after that we send another.

        """#

    static let expired = #"""
        Subject: Your application {{case}} has ended

        We asked you:

        > {{question}}

        No answer reached us by {{deadline}}, so the application has ended. It counts for nothing against you, and you
        can apply again at any time, best with the answer in the form:

        {{#signs}}
            greenbadge request new FORM.json --key YOUR.key.pem
        {{/signs}}
        {{^signs}}
            greenbadge request new FORM.json --new-key YOUR.key.pem
        {{/signs}}

        """#

    static let withdrawn = #"""
        Subject: Your application {{case}} is withdrawn

        As you asked, the application for {{business}} has ended. You can apply again at any time:

        {{#signs}}
            greenbadge request new FORM.json --key YOUR.key.pem
        {{/signs}}
        {{^signs}}
            greenbadge request new FORM.json --new-key YOUR.key.pem
        {{/signs}}

        If you did not ask for this, tell us at once.

        """#

    static let approved = #"""
        Subject: Your application {{case}} is approved

        {{business}} may have its green badge.

        {{#fee}}
        The badge is issued once the fee for a business of your size is paid. We send you the invoice; you need do
        nothing else.
        {{/fee}}
        {{#key}}
        One thing is missing: the key that the badge will certify. Make it on your own machine, keep badge.key.pem, and
        send us badge.csr alone:

            openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout badge.key.pem -subj /CN=badge -out badge.csr
        {{/key}}
        {{^key}}
        {{^fee}}
        The badge is on its way; you need do nothing.
        {{/fee}}
        {{/key}}

        """#
}
