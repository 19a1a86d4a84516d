//! The program and its control, from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_simulators");

struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _killed = self.0.kill();
        let _ended = self.0.wait();
    }
}

fn start() -> (Program, serde_json::Value) {
    let mut child = Command::new(PROGRAM)
        .args(["--benefit-checker", "127.0.0.1:0", "--addresses", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Program(child), serde_json::from_str(&line).unwrap())
}

/// The status and body of one exchange.
fn exchange(url: &serde_json::Value, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(url.as_str().unwrap().trim_start_matches("http://")).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    let (head, body) = reply.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

fn get(url: &serde_json::Value, path: &str) -> (u16, String) {
    exchange(url, &format!("GET {path} HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n"))
}

fn control(url: &serde_json::Value, body: &str) -> (u16, String) {
    let length = body.len();
    exchange(
        url,
        &format!(
            "POST /control HTTP/1.1\r\nhost: here\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        ),
    )
}

#[test]
fn it_says_where_it_listens_and_takes_controls() {
    let (_program, listening) = start();
    let addresses = &listening["addresses"];
    let (status, body) = get(addresses, "/?postcode=AQ6%202BH&building=88");
    assert_eq!(
        (status, body.as_str()),
        (200, r#"[{"lines":["88 Beacon Hill"],"town":"Eastmoor","postcode":"AQ6 2BH"}]"#)
    );
    assert_eq!(control(addresses, r#"{"mode":"unavailable"}"#).0, 200);
    assert_eq!(get(addresses, "/?postcode=AQ6%202BH").0, 503);
    assert_eq!(control(addresses, r#"{"mode":"rules","milliseconds":1}"#).0, 200);
    assert_eq!(get(addresses, "/?postcode=AQ6%202BH").0, 200);
    assert_eq!(control(addresses, r#"{"mode":"undetermined"}"#).0, 400);

    let checker = &listening["benefit_checker"];
    for mode in ["yes", "no", "undetermined", "unavailable", "fault:LSCBC215", "garbled", "cut", "wrong_type", "slow"] {
        assert_eq!(control(checker, &format!(r#"{{"mode":"{mode}","milliseconds":5}}"#)).0, 200, "{mode}");
    }
    for mode in ["", "perhaps", "fault:215", "fault:LSCBC21"] {
        let (status, said) = control(checker, &format!(r#"{{"mode":"{mode}"}}"#));
        assert!(status == 400 && said.contains("mode must be"), "{mode}: {said}");
    }
}

#[test]
fn a_port_in_use_is_named_and_ends_the_start() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let ended = Command::new(PROGRAM)
        .args(["--benefit-checker", "127.0.0.1:0", "--addresses", &address.to_string()])
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.stdout.is_empty());
    let said = String::from_utf8(ended.stderr).unwrap();
    let expected = format!(
        "The addresses simulator cannot start: port {} of 127.0.0.1 is in use. Stop what uses it, or give another port.\n",
        address.port()
    );
    assert_eq!(said, expected);
}
