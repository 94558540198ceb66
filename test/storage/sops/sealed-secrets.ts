/**
 * Made with sops 3.11.0 and an age key that was thrown away: the Secret `postgres-app` with `username`, `password` and
 * the empty key `empty`, of which sops encrypts nothing.
 */
export const SEALED = `apiVersion: v1
kind: Secret
metadata:
    name: postgres-app
    namespace: production
type: kubernetes.io/basic-auth
stringData:
    username: ENC[AES256_GCM,data:jifa,iv:MLTTz5mPgvXaHf9kPgDPEScqb+07pdMr/ANg5sdrdjo=,tag:NJy+CHc1J9lTDIFjK9cFTw==,type:str]
    password: ENC[AES256_GCM,data:9Mul+lEWBJPSLCvnxgDyNi+55w==,iv:GI02f0DReoVK9eKIzNcI9VqXmoXwJj7YaOhpdO/DqJs=,tag:+vNgVuaAnU8OHD7jgtP02Q==,type:str]
    empty: ""
sops:
    age:
        - recipient: age1xx6nukfza7rda9xl4kl53chxqw6fp06jvdk0jcxz203v2wjz497q28hqqq
          enc: |
            -----BEGIN AGE ENCRYPTED FILE-----
            YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBiZG9KY2lqRHhzclBSOWx0
            VWQ3VlVkbWo0R2FCdEFVZ05qS3V2NWo3akJ3CkhaaWhjZkRxdGhnOTRvb2ZNdzZD
            OWRITk5BT2xkc0xua0YzZG04TzdmTGsKLS0tIFVlQktEN2hJNHlqWHdQNGpjd1J4
            VlVHUlJtRWtNNk9aMGxneHd2Q253UjgKa2lYsAgkhHhU6mYlVJd99ioD10FzUJiA
            rAbqNOh73/9BxRSXl0TzCwph+zHoc2GwP/Yhh+SqA29JJb5J7OyhEg==
            -----END AGE ENCRYPTED FILE-----
    lastmodified: "2026-11-25T16:55:44Z"
    mac: ENC[AES256_GCM,data:a9sjw54quepdwK1t0jiFPaZuGHHAjkF1BUXOcXzItJs+NQk+bv4sEQPuK3hM1XaBvYBfteP5h4NarNyNfdOk3vw/6W4p6dzlBe3pmAeZ3tIANKs/DoaJjzOaG2b3XCIA4FYtdUthcL483srzfRVyS9jiHhbD2DMO0iFUnzUzkyw=,iv:/jrU5FsL8hGAhOGmWKDimUwzn+XlonW6QAFnCJGJXdU=,tag:S/DNwFh/cHIlEAy0waao1g==,type:str]
    encrypted_regex: ^(data|stringData)$
    version: 3.11.0
`;

/** The same without `--encrypted-regex`: kind and name are encrypted too. */
export const SEALED_AS_A_WHOLE = `apiVersion: ENC[AES256_GCM,data:WQA=,iv:PFdJinYGQuSRZuQrd1m5nB6iD1BXuuE9nNIw/FmO1kg=,tag:CDOMBeKjbFxuFTGFjyFAng==,type:str]
kind: ENC[AES256_GCM,data:UyNeLb0H,iv:YBeQ/F8bnnPLfYe+aBgwYLyf7V/qqQYuViShdBdAh1k=,tag:o3ena5l5gvaBrAcfaN6LPw==,type:str]
metadata:
    name: ENC[AES256_GCM,data:w2jpyfeivH3x9uze,iv:N220lBPtmATxzljzgYzBkjahfeTQrQuQw6OwGFvtE6M=,tag:f79OsgCGM3r6djBxtz2pzg==,type:str]
    namespace: ENC[AES256_GCM,data:BTA1oIrdEjRIUQ==,iv:iZAPNQMJgWkLlJTVEbb6MxgOf8RiR9/iWveWLDTvYGY=,tag:+AXwnXPfEO7HCuHnyCCDXw==,type:str]
type: ENC[AES256_GCM,data:x89kSUeejTDYyzwrJx+XJ4oWK5gElQOS,iv:GQ5ZSYe1HM6m4JgHOYqVyv5e637/j1creyXwrHrx56M=,tag:n9hmER1rOX1KiOjVBBGATg==,type:str]
stringData:
    username: ENC[AES256_GCM,data:5Gtr,iv:IBcldxef4fGnTdceX9w+m9vCkZapdyd4FKZTDH08SXs=,tag:XrB8DC6Q6yRGfqeUMetxtQ==,type:str]
    password: ENC[AES256_GCM,data:ZOmPhuGIQwVLsd9NLIljFczDnA==,iv:fZjyVQ2kWZX/zlv8BSwvRABh7+MKLsCleBWp2UajW8U=,tag:sIXSyPZddZBrZMXC39sRkQ==,type:str]
    empty: ""
sops:
    age:
        - recipient: age1xx6nukfza7rda9xl4kl53chxqw6fp06jvdk0jcxz203v2wjz497q28hqqq
          enc: |
            -----BEGIN AGE ENCRYPTED FILE-----
            YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBwa3VyOFJvMVBvMHJBaEs3
            c2ZhekRHQWlZU2QwcDBRaGhhaHhLMWREREVBCm9VZUJvL1ZUaUhheWNhK1ZrM3Ax
            UGhhbjB4c0NRYUdzVVJOMHNaN09zVnMKLS0tIHQyY2c2dml0UzdxZ0FPejVoZjNS
            Z2c3SElXR1pEenhyUFladjJ3ZG1UdzQKzEqRpZcc4FS1R7t+6VPm3SC9EyEBVq29
            FDxsE1nW6bwyJlT+JUsXKvL7KTO9U1VKS1yL6lu75pMgonqslNE54Q==
            -----END AGE ENCRYPTED FILE-----
    lastmodified: "2026-11-25T16:55:44Z"
    mac: ENC[AES256_GCM,data:1zuiIiDuWrs3RdUII0nAcQCB581gsShNGEfHz7j1ur/28BockMvw6TSmsh0KlAd0J7k1s+hdfZCnee38Zrx+BV1iVKMasNMEnSxtFFdvsSJ2AdY4UJrY+W9EKztqNs9NegQAkYVe0cm60O0NVQBk8XMKAExap4woO+Rd+eRVnHE=,iv:ipsXN9wXjJXxt59qlJTjazc4b3Le5GsfPhdfArb1mj8=,tag:c78jv/cmnB5miagXO1eHVw==,type:str]
    unencrypted_suffix: _unencrypted
    version: 3.11.0
`;

/** The same as JSON, without namespace and empty key. */
export const SEALED_JSON = `{
	"apiVersion": "v1",
	"kind": "Secret",
	"metadata": {
		"name": "postgres-app"
	},
	"type": "kubernetes.io/basic-auth",
	"stringData": {
		"username": "ENC[AES256_GCM,data:RMQ9,iv:uhVcqsSbhQR8II8IO98hDpuwbntIhk4P8niIzsV7zuI=,tag:ZYUa/nrMfupjv3W9zz9V4A==,type:str]",
		"password": "ENC[AES256_GCM,data:Qo0GNSvEZRSifpmRH2d8JPIcJQ==,iv:4Y171+Swn2ZcdSsA8I55bP144rSiw5V64Al9blK7Ty0=,tag:/CMm1J5M+xmHDfzv5ZWPVg==,type:str]"
	},
	"sops": {
		"age": [
			{
				"recipient": "age1xx6nukfza7rda9xl4kl53chxqw6fp06jvdk0jcxz203v2wjz497q28hqqq",
				"enc": "-----BEGIN AGE ENCRYPTED FILE-----\\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBEZi95TDQvdVpCdDAxWlMx\\nUXhLNGZCdEc2NXJRaHVNbWJGUXJQc01PeWh3CkZOUml4Vm9sc1J6cnVzdkdST0pD\\namg1Rk83TUZpdGJFL0U1NWZST0hVeGcKLS0tIGRDUDdGRUlZcWprcmhUOCt3Q0ds\\nOVFRZlpGS29TNnR6RmtKeHRMQ1J2OGMKwgYXJkXEzoPFhSAh20DDLDH5JBAJTRQN\\nPKWVVDoLvjXs3MDpsXwOR5PzPM3poejgaaE51oS6n2pdmSzedEYkRQ==\\n-----END AGE ENCRYPTED FILE-----\\n"
			}
		],
		"lastmodified": "2026-11-25T16:55:44Z",
		"mac": "ENC[AES256_GCM,data:oUIA0RUMGkfXDsWaO4ojB7mjoYB9kkTbFS6uGP+zT5NFXx6zeP+ZHLNCmBtbO7WBXUHJ4U5MAyzIeK5MZSaFOOVyiMHO7zUCQ3XzDDBGM7yzqMOt7rokE5S+njsht2hAGlu1hwEh9OgE7eh2CR6mXSG+58ybApxNd92DIdplPKo=,iv:6wpqtYGv55EJXzx/BBy7xFShavl/iYwrRVIWh30h15c=,tag:hONPmCjcuy6/c88GCP84YA==,type:str]",
		"encrypted_regex": "^(data|stringData)$",
		"version": "3.11.0"
	}
}
`;
