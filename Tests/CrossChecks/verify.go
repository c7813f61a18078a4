// Verifies a badge under a root with Go's crypto/x509, a third reader beside OpenSSL and GnuTLS.
//
//	go run verify.go ROOT.pem FILE.badge [TIME]
//
// at TIME (RFC 3339), or at the first second of the badge.
package main

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"time"
)

func fail(where string, err error) {
	fmt.Fprintln(os.Stderr, where+":", err)
	os.Exit(1)
}

func certificates(path string) []*x509.Certificate {
	rest, err := os.ReadFile(path)
	if err != nil {
		fail(path, err)
	}
	var list []*x509.Certificate
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return list
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			fail(path, err)
		}
		list = append(list, certificate)
	}
}

func main() {
	roots, issuers := x509.NewCertPool(), x509.NewCertPool()
	for _, root := range certificates(os.Args[1]) {
		roots.AddCert(root)
	}
	chain := certificates(os.Args[2])
	issuers.AddCert(chain[1])
	at := chain[0].NotBefore
	if len(os.Args) > 3 {
		var err error
		if at, err = time.Parse(time.RFC3339, os.Args[3]); err != nil {
			fail("TIME", err)
		}
	}
	options := x509.VerifyOptions{
		Roots: roots, Intermediates: issuers, CurrentTime: at,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	}
	if _, err := chain[0].Verify(options); err != nil {
		fail(os.Args[2], err)
	}
	fmt.Println(chain[0].Subject.CommonName, chain[0].URIs)
}
