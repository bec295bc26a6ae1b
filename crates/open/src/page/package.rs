//! Opens pages that a browser saved as one file: MHTML and Safari's web archives.

mod property_list;
mod unpacked;

pub(crate) use unpacked::Unpacked;

/// Multipart bodies within each other that are looked into.
const DEPTH: usize = 4;

/// Returns the page of an MHTML file: its first part that is HTML, or `None` where there is none.
pub(crate) fn mhtml(bytes: &[u8]) -> Option<Unpacked> {
    let part = Part::of(bytes);
    let place = part.header("snapshot-content-location").or_else(|| part.header("content-location"));
    let mut found = part.html(0)?;
    found.url = place.filter(|url| url.starts_with("http")).or(found.url);
    Some(found)
}

/// Returns the page of a web archive: its main resource, or `None` where there is none.
pub(crate) fn web_archive(bytes: &[u8]) -> Option<Unpacked> {
    if bytes.starts_with(b"bplist00") { property_list::main_resource(bytes) } else { written_archive(bytes) }
}

/// Reads a web archive that is written as XML: the first values behind the keys of its main resource.
fn written_archive(bytes: &[u8]) -> Option<Unpacked> {
    let text = std::str::from_utf8(bytes).ok()?;
    let main = text.split_once("<key>WebMainResource</key>")?.1;
    let value = |key: &str, name: &str| {
        let behind = main.split_once(&format!("<key>{key}</key>"))?.1;
        let (value, _) = behind.trim_start().strip_prefix(&format!("<{name}>"))?.split_once(&format!("</{name}>"))?;
        Some(value)
    };
    Some(Unpacked {
        html: base64(value("WebResourceData", "data")?.as_bytes()),
        charset: value("WebResourceTextEncodingName", "string").map(str::to_owned),
        url: value("WebResourceURL", "string").map(|url| crate::markup::decoded(url).into_owned()),
    })
}

/// One part of a MIME message.
struct Part<'a> {
    /// Header lines, unfolded: names in lower case, values.
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Part<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let end = bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |length| at + length + 1);
            let line = String::from_utf8_lossy(&bytes[at..end]);
            let line = line.trim_end();
            at = end;
            if line.is_empty() {
                if headers.is_empty() {
                    continue;
                }
                break;
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            if headers.len() > 200 {
                break;
            }
        }
        Self { headers, body: &bytes[at..] }
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone())
    }

    /// Returns a parameter of the content type, such as `boundary` or `charset`.
    fn parameter(&self, name: &str) -> Option<String> {
        let kind = self.header("content-type")?;
        kind.split(';').skip(1).find_map(|parameter| {
            let (found, value) = parameter.split_once('=')?;
            found.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
        })
    }

    fn html(&self, depth: usize) -> Option<Unpacked> {
        let kind = self.header("content-type").unwrap_or_default().to_ascii_lowercase();
        if kind.starts_with("multipart/") && depth < DEPTH {
            let boundary = self.parameter("boundary").filter(|boundary| !boundary.is_empty())?;
            return self.parts(&boundary).into_iter().find_map(|part| Part::of(part).html(depth + 1));
        }
        if !kind.starts_with("text/html") && !kind.starts_with("application/xhtml") {
            return None;
        }
        let encoding = self.header("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        let html = match encoding.as_str() {
            "quoted-printable" => quoted_printable(self.body),
            "base64" => base64(self.body),
            _ => self.body.to_vec(),
        };
        let url = self.header("content-location").filter(|url| url.starts_with("http"));
        Some(Unpacked { html, charset: self.parameter("charset"), url })
    }

    /// Returns the bytes between the lines that start with the boundary.
    fn parts(&self, boundary: &str) -> Vec<&'a [u8]> {
        let mark = format!("--{boundary}").into_bytes();
        let mut parts = Vec::new();
        let (mut at, mut from) = (0, None);
        while at < self.body.len() {
            let end = self.body[at..]
                .iter()
                .position(|&byte| byte == b'\n')
                .map_or(self.body.len(), |length| at + length + 1);
            if self.body[at..end].starts_with(&mark) {
                if let Some(from) = from {
                    parts.push(&self.body[from..at]);
                }
                from = Some(end);
            }
            at = end;
        }
        // A file that was cut off has no last boundary.
        parts.extend(from.map(|from| &self.body[from..]).filter(|rest| !rest.is_empty()));
        parts
    }
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        match bytes.get(at..) {
            Some([b'\r', b'\n', ..]) => at += 2,
            Some([b'\n', ..]) => at += 1,
            Some(&[high, low, ..]) => match (hex(high), hex(low)) {
                (Some(high), Some(low)) => {
                    out.push(16 * high + low);
                    at += 2;
                }
                _ => out.push(byte),
            },
            _ => out.push(byte),
        }
    }
    out
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut n_bits) = (0u32, 0);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            out.push((bits >> n_bits) as u8);
            bits &= (1 << n_bits) - 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, html: &str, charset: Option<&str>, url: Option<&str>) {
        let found = mhtml(file.as_bytes()).expect("a page");
        assert_eq!(String::from_utf8_lossy(&found.html).trim(), html);
        assert_eq!((found.charset.as_deref(), found.url.as_deref()), (charset, url));
    }

    const HEAD: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://pogu.example/1\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x\"\r\n\r\n";

    #[test]
    fn a_page_as_browsers_save_it() {
        let file = format!(
            "{HEAD}----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p a=3D\"b\">=ED=95=9C=\r\n</p>\r\n----x\r\nContent-Type: image/png\r\n\r\nx\r\n----x--\r\n"
        );
        check(&file, "<p a=\"b\">한</p>", None, Some("https://pogu.example/1"));
    }

    #[test]
    fn parts_within_parts_and_a_missing_end() {
        let file = "Content-Type: multipart/related; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html; charset=euc-kr\nContent-Transfer-Encoding: base64\nContent-Location: https://a.example/\n\nPHA+aGk8\nL3A+\n";
        check(file, "<p>hi</p>", Some("euc-kr"), Some("https://a.example/"));
    }

    #[test]
    fn what_is_no_package() {
        for file in [
            "",
            "hello",
            "Content-Type: multipart/related\n\nx",
            "Content-Type: multipart/related; boundary=a\n\n--a\n",
        ] {
            assert_eq!(mhtml(file.as_bytes()), None, "{file}");
        }
        assert_eq!(web_archive(b"bplist00"), None);
        assert_eq!(web_archive(b"<plist>"), None);
    }

    #[test]
    fn a_web_archive_written_as_xml() {
        let file = "<plist><dict><key>WebMainResource</key><dict>\n<key>WebResourceData</key>\n<data>\nPHA+aGk8\nL3A+\n</data>\n<key>WebResourceTextEncodingName</key><string>UTF-8</string><key>WebResourceURL</key><string>https://a.example/?a=1&amp;b=2</string></dict></dict></plist>";
        let found = web_archive(file.as_bytes()).expect("a page");
        assert_eq!(found.html, b"<p>hi</p>");
        assert_eq!(
            (found.charset.as_deref(), found.url.as_deref()),
            (Some("UTF-8"), Some("https://a.example/?a=1&b=2"))
        );
    }
}
