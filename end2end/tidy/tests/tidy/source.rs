//! Tells the code of a Rust file from its comments and its literals. Both halves keep the length and the lines of the
//! whole, so that a place found in one is the same place in the other.

/// A file seen twice.
pub struct Source {
    /// Without comments, and literals emptied between their quotes.
    pub code: String,
    /// Nothing but what stands in string literals.
    pub literals: String,
}

impl Source {
    /// Takes a file apart; what stands from its module of tests onwards is left out.
    pub fn without_tests(text: &str) -> Self {
        let Self { code, literals } = Self::read(text);
        let end = tests_begin(&code);
        Self { code: code[..end].to_owned(), literals: literals[..end].to_owned() }
    }

    /// Takes a whole file apart.
    pub fn read(text: &str) -> Self {
        let bytes = text.as_bytes();
        let blank = |byte: &u8| if *byte == b'\n' { b'\n' } else { b' ' };
        let mut code: Vec<u8> = bytes.to_vec();
        let mut literals: Vec<u8> = bytes.iter().map(blank).collect();
        let mut at = 0;
        while at < bytes.len() {
            let (end, inside) = match token(bytes, at) {
                Token::Comment(end) => (end, None),
                Token::Literal(end, from, to) => (end, Some((from, to))),
                Token::Character(end) => (end, Some((at, end))),
                Token::Code(end) => {
                    at = end;
                    continue;
                }
            };
            let (from, to) = inside.unwrap_or((at, end));
            code[from..to].copy_from_slice(&bytes[from..to].iter().map(blank).collect::<Vec<u8>>());
            if inside.is_some() && bytes[at] != b'\'' {
                literals[from..to].copy_from_slice(&bytes[from..to]);
            }
            at = end;
        }
        Self { code: String::from_utf8(code).unwrap(), literals: String::from_utf8(literals).unwrap() }
    }
}

/// Where `#[cfg(test)]` stands before a module, or the end.
fn tests_begin(code: &str) -> usize {
    const MARK: &str = "#[cfg(test)]";
    let marks = code.match_indices(MARK).map(|(at, _)| at);
    marks.into_iter().find(|at| code[at + MARK.len()..].trim_start().starts_with("mod ")).unwrap_or(code.len())
}

/// The number of the line, from 1, that a place lies in.
pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Where the bracket that opens at `from` is closed again, one place after it.
pub fn closing(code: &str, from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(offset + 1);
        }
    }
    None
}

/// What begins at a place, and where it ends.
enum Token {
    Comment(usize),
    /// The end; what is between the quotes.
    Literal(usize, usize, usize),
    Character(usize),
    Code(usize),
}

fn token(bytes: &[u8], at: usize) -> Token {
    let rest = &bytes[at..];
    if rest.starts_with(b"//") {
        return Token::Comment(position(rest, |byte| byte == b'\n').map_or(bytes.len(), |length| at + length));
    }
    if rest.starts_with(b"/*") {
        return Token::Comment(end_of_block(bytes, at));
    }
    if rest[0] == b'"' {
        return string(bytes, at + 1);
    }
    if rest[0] == b'\'' {
        return character(bytes, at);
    }
    if rest[0].is_ascii_alphanumeric() || rest[0] == b'_' {
        let word = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let raw = [&b"r"[..], b"br", b"cr"].contains(&&rest[..word]);
        let hashes = rest[word..].iter().take_while(|byte| **byte == b'#').count();
        if raw && rest.get(word + hashes) == Some(&b'"') {
            return raw_string(bytes, at + word + hashes + 1, hashes);
        }
        return Token::Code(at + word);
    }
    Token::Code(at + 1)
}

fn position(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
    bytes.iter().position(|byte| wanted(*byte))
}

/// Block comments nest in Rust.
fn end_of_block(bytes: &[u8], at: usize) -> usize {
    let (mut depth, mut end) = (1, at + 2);
    while end < bytes.len() && depth > 0 {
        match bytes[end..] {
            [b'/', b'*', ..] => (depth, end) = (depth + 1, end + 2),
            [b'*', b'/', ..] => (depth, end) = (depth - 1, end + 2),
            _ => end += 1,
        }
    }
    end
}

fn string(bytes: &[u8], from: usize) -> Token {
    let mut to = from;
    while to < bytes.len() && bytes[to] != b'"' {
        to += if bytes[to] == b'\\' { 2 } else { 1 };
    }
    let to = to.min(bytes.len());
    Token::Literal((to + 1).min(bytes.len()), from, to)
}

fn raw_string(bytes: &[u8], from: usize, hashes: usize) -> Token {
    let end = [&b"\""[..], &b"#".repeat(hashes)].concat();
    let to = bytes[from..].windows(end.len()).position(|window| window == end).map_or(bytes.len(), |to| from + to);
    Token::Literal((to + end.len()).min(bytes.len()), from, to)
}

/// `'a'` and `'\n'` are characters, `'a` alone is a lifetime.
fn character(bytes: &[u8], at: usize) -> Token {
    if bytes.get(at + 1) == Some(&b'\\') {
        let end = position(&bytes[at + 3..], |byte| byte == b'\'').map_or(bytes.len(), |length| at + 3 + length + 1);
        return Token::Character(end);
    }
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    let width = if next < 0x80 { 1 } else { next.leading_ones() as usize };
    if bytes.get(at + 1 + width) == Some(&b'\'') { Token::Character(at + width + 2) } else { Token::Code(at + 1) }
}

#[cfg(test)]
fn check(text: &str, code: &str, literals: &str) {
    let source = Source::read(text);
    assert_eq!(source.code, code);
    assert_eq!(source.literals, literals);
}

#[test]
fn comments_and_literals_are_told_from_code() {
    check("a // b\nc", "a     \nc", "      \n ");
    check("a /* b /* c */ d */ e", "a                   e", "                     ");
    check(r#"a "b \" c" d"#, r#"a "      " d"#, r#"   b \" c   "#);
    check(r##"r#"b " c"# d"##, r##"r#"     "# d"##, r##"   b " c    "##);
    check("let r#type = 'ŵ';", "let r#type =     ;", "                  ");
    check(r"f::<'a>('\'', 'b')", "f::<'a>(    ,    )", "                  ");
    check("\"// no\" x", "\"     \" x", " // no   ");
}

#[test]
fn tests_at_the_end_are_left_out_and_a_lone_test_item_is_not() {
    let text = "#[cfg(test)]\nuse x;\nfn a() {}\n#[cfg(test)]\nmod tests {}\n";
    assert_eq!(Source::without_tests(text).code, "#[cfg(test)]\nuse x;\nfn a() {}\n");
}

#[test]
fn brackets_are_closed_where_they_are_closed() {
    assert_eq!(closing("a (b [c] {d}) e", 2), Some(13));
    assert_eq!(closing("a (b", 2), None);
}
