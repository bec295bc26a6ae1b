//! A browser without a screen: opens the desk of a world, follows its forms, and sends what no browser would.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::world::World;

/// The desk, served on a loopback port until it is dropped.
pub struct Served {
    child: Child,
    /// `127.0.0.1:PORT`.
    pub host: String,
    inbox: Option<String>,
    /// What it said on standard error so far is read by a thread, so that it never waits for a reader.
    said: std::thread::JoinHandle<String>,
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    /// Returns a header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.head.lines().filter_map(|line| line.split_once(':'));
        found.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    }

    /// Returns the token of the page's forms.
    pub fn token(&self) -> String {
        let rest = self.body.split("name=\"token\" value=\"").nth(1).expect("a form");
        rest.split('"').next().expect("a token").to_owned()
    }

    /// Returns the cookie that was set.
    pub fn cookie(&self) -> String {
        self.header("set-cookie").expect("a cookie").split(';').next().expect("a pair").to_owned()
    }
}

impl Served {
    /// Serves the world's archive.
    pub fn new(world: &World, more: &[&str]) -> Self {
        Self::listening(world, more, false)
    }

    /// Serves it with an inbox for readers.
    pub fn with_inbox(world: &World) -> Self {
        Self::listening(world, &["--inbox-bind", "127.0.0.1:0"], true)
    }

    /// Returns the inbox, to be asked like the desk.
    pub fn inbox(&self) -> At<'_> {
        At(self.inbox.as_deref().expect("an inbox"))
    }

    fn listening(world: &World, more: &[&str], has_inbox: bool) -> Self {
        let mut arguments = vec!["serve", "--bind", "127.0.0.1:0"];
        arguments.extend(more);
        let mut child =
            world.command(&arguments).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
        let mut errors = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut address = || {
            let mut line = String::new();
            errors.read_line(&mut line).expect("a line");
            let host = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
            host.unwrap_or_else(|| panic!("no address: {line}")).to_owned()
        };
        let host = address();
        let inbox = has_inbox.then(address);
        let said = std::thread::spawn(move || {
            let mut rest = String::new();
            let _ = errors.read_to_string(&mut rest);
            rest
        });
        Self { child, host, inbox, said }
    }

    /// Returns the number of the process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it ends, and returns what it said and how it ended.
    pub fn ended(mut self) -> (String, Option<i32>) {
        let status = self.child.wait().expect("it ends");
        (std::mem::replace(&mut self.said, std::thread::spawn(String::new)).join().expect("text"), status.code())
    }

    /// Sends a request with just these headers.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        At(&self.host).send(method, path, headers, body)
    }

    /// Opens a page.
    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], b"")
    }

    /// Begins to browse: a page, with its cookie.
    pub fn visit(&self, path: &str) -> Visit<'_> {
        let page = self.get(path);
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        Visit { served: self, cookie: page.cookie(), token: page.token() }
    }
}

/// Where something listens.
pub struct At<'a>(&'a str);

impl At<'_> {
    /// Sends a request with just these headers.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        self.tried(method, path, headers, body).expect("it listens")
    }

    /// Sends a request where somebody listens.
    fn tried(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<Reply> {
        let mut stream = TcpStream::connect(self.0).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            head += &format!("Host: {}\r\n", self.0);
        }
        headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        // A refused body may be cut off while it is sent.
        let _ = stream.write_all(format!("{head}\r\n").as_bytes()).and_then(|()| stream.write_all(body));
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let body =
            if head.to_lowercase().contains("transfer-encoding: chunked") { unchunked(body) } else { body.to_owned() };
        Some(Reply { status, head: head.to_owned(), body })
    }

    /// Opens a page.
    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], b"")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody with a cookie and the token of their forms.
pub struct Visit<'a> {
    pub served: &'a Served,
    pub cookie: String,
    pub token: String,
}

impl Visit<'_> {
    /// Opens a page.
    pub fn get(&self, path: &str) -> Reply {
        self.served.send("GET", path, &[("Cookie", &self.cookie)], b"")
    }

    /// Sends a form.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = form(&[&[("token", self.token.as_str())], fields].concat());
        self.served.send("POST", path, &[("Cookie", &self.cookie), FORM], body.as_bytes())
    }

    /// Sends a form to what may be gone, and returns the status where there was an answer.
    pub fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> Option<u16> {
        let body = form(&[&[("token", self.token.as_str())], fields].concat());
        let reply = At(&self.served.host).tried("POST", path, &[("Cookie", &self.cookie), FORM], body.as_bytes())?;
        Some(reply.status)
    }

    /// Sends files.
    pub fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Reply {
        let mut body = Vec::new();
        for (name, value) in [("token", self.token.as_str())].iter().chain(fields) {
            body.extend(
                format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        for (name, bytes) in files {
            let head = format!("--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
            body.extend(head.as_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--XX--\r\n");
        let kind = ("Content-Type", "multipart/form-data; boundary=XX");
        self.served.send("POST", path, &[("Cookie", &self.cookie), kind], &body)
    }

    /// Adds files, and waits until they are read.
    pub fn add(&self, files: &[(&str, &[u8])]) -> Reply {
        let reply = self.upload("/sources/add", &[], files);
        assert_eq!(reply.status, 303, "{}", reply.body);
        self.added(reply.header("location").expect("a page"))
    }

    /// Waits until an adding is over, and returns its page.
    pub fn added(&self, path: &str) -> Reply {
        for _ in 0..600 {
            let page = self.get(path);
            if page.header("refresh").is_none() {
                return page;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("it was not added in a minute");
    }
}

/// The type of a form.
pub const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// Returns fields as a browser sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Returns a text as a part of an address.
pub fn encoded(text: &str) -> String {
    let one =
        |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}

fn unchunked(body: &str) -> String {
    let (mut whole, mut rest) = (Vec::new(), body.as_bytes());
    while let Some(at) = rest.windows(2).position(|pair| pair == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..at]).unwrap_or("0"), 16).unwrap_or(0);
        let end = (at + 2 + size).min(rest.len());
        whole.extend_from_slice(&rest[at + 2..end]);
        if size == 0 {
            break;
        }
        rest = rest.get(end + 2..).unwrap_or_default();
    }
    String::from_utf8_lossy(&whole).into_owned()
}
