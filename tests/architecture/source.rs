//! Paths in the text of a Rust source.

/// A path such as `crate::a::b` or `std::fs`, and its location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub file: String,
    pub line: usize,
    pub path: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Word(String),
    /// The token `::`.
    Colons,
    Sign(char),
}

#[derive(Debug, Clone)]
struct Token {
    kind: Kind,
    line: usize,
}

impl Token {
    fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// All paths of a file with this module path (below the crate). Relative paths (`super::...`) are resolved.
pub fn references(file: &str, module: &[String], text: &str) -> Vec<Reference> {
    let tokens = without_tests(&tokens(text));
    let mut module = module.to_vec();
    let (mut depth, mut inline) = (0_usize, Vec::new());
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let previous = at.checked_sub(1).map(|before| &tokens[before]);
        match &token.kind {
            Kind::Sign('{') => {
                depth += 1;
                if let [.., word, name] = &tokens[..at]
                    && word.word() == Some("mod")
                    && let Some(name) = name.word()
                {
                    inline.push(depth);
                    module.push(name.to_owned());
                }
            }
            Kind::Sign('}') => {
                if inline.last() == Some(&depth) {
                    inline.pop();
                    module.pop();
                }
                depth = depth.saturating_sub(1);
            }
            Kind::Word(_) => {
                let starts = previous.is_none_or(|token| token.kind != Kind::Colons && !token.is('.'));
                let is_use = previous.is_some_and(|token| token.word() == Some("use"));
                let is_path = tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Colons);
                if starts && (is_path || is_use) {
                    let mut paths = Vec::new();
                    at = tree(&tokens, at, &[], &mut paths);
                    let resolved = paths.into_iter().filter_map(|(path, line)| Some((resolve(path, &module)?, line)));
                    found.extend(resolved.map(|(path, line)| Reference { file: file.to_owned(), line, path }));
                    continue;
                }
            }
            Kind::Colons | Kind::Sign(_) => {}
        }
        at += 1;
    }
    found
}

/// Expands a path, or a tree of paths, at a token; returns the position after it.
fn tree(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<(Vec<String>, usize)>) -> usize {
    let mut path = before.to_vec();
    let mut line = tokens[at].line;
    loop {
        match tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Word(word)) => {
                line = tokens[at].line;
                path.push(word.clone());
                at += 1;
            }
            Some(Kind::Sign('{')) => {
                at += 1;
                while !tokens.get(at).is_none_or(|token| token.is('}')) {
                    let start = at;
                    at = tree(tokens, at, &path, found);
                    while !tokens.get(at).is_none_or(|token| token.is(',') || token.is('}')) {
                        at += 1; // `as name`
                    }
                    at += usize::from(tokens.get(at).is_some_and(|token| token.is(',')));
                    at = at.max(start + 1);
                }
                return at + 1;
            }
            _ => break, // `*`, a generic argument
        }
        match tokens.get(at) {
            Some(token) if token.kind == Kind::Colons => at += 1,
            _ => break,
        }
    }
    if path.len() > before.len() || !before.is_empty() {
        found.push((path, line));
    }
    at.max(1)
}

/// Resolves `self` and `super` to a path from the crate's root.
fn resolve(path: Vec<String>, module: &[String]) -> Option<Vec<String>> {
    let supers = path.iter().take_while(|part| *part == "super").count();
    let is_self = path.first().is_some_and(|part| part == "self");
    if supers == 0 && !is_self {
        return Some(path);
    }
    let own = &module[..module.len().checked_sub(supers)?];
    let rest = path[supers.max(usize::from(is_self))..].iter();
    Some(["crate".to_owned()].iter().chain(own).chain(rest).cloned().collect())
}

/// The tokens without items that are compiled for tests only.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let is_test = |at: usize| {
        let words = ["#", "[", "cfg", "(", "test", ")", "]"];
        tokens[at..].len() >= words.len()
            && words.iter().zip(&tokens[at..]).all(|(wanted, token)| match &token.kind {
                Kind::Word(word) => word == wanted,
                Kind::Sign(sign) => wanted.chars().eq([*sign]),
                Kind::Colons => false,
            })
    };
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if !is_test(at) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        // up to the item's `;`, or past its braces
        let mut depth = 0_usize;
        while at < tokens.len() {
            let token = &tokens[at];
            at += 1;
            if token.is('{') {
                depth += 1;
            } else if token.is('}') {
                depth -= 1;
            }
            if depth == 0 && (token.is('}') || token.is(';')) {
                break;
            }
        }
    }
    kept
}

/// Words and symbols; comments, strings, characters and numbers are left out.
fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut at, mut line) = (Vec::new(), 0, 1);
    let peek = |at: usize| chars.get(at).copied().unwrap_or('\0');
    while at < chars.len() {
        let start = at;
        match chars[at] {
            '/' if peek(at + 1) == '/' => at = skip_while(&chars, at, |c| c != '\n'),
            '/' if peek(at + 1) == '*' => at = block_comment_end(&chars, at),
            '"' => at = string_end(&chars, at + 1),
            'r' | 'b' if raw_hashes(&chars, at).is_some() => at = raw_string_end(&chars, at),
            '\'' if peek(at + 1) == '\\' || peek(at + 2) == '\'' => {
                at += if peek(at + 1) == '\\' { 3 } else { 2 };
                at = skip_while(&chars, at, |c| c != '\'') + 1;
            }
            ':' if peek(at + 1) == ':' => {
                found.push(Token { kind: Kind::Colons, line });
                at += 2;
            }
            c if c.is_alphabetic() || c == '_' => {
                at = skip_while(&chars, at, |c| c.is_alphanumeric() || c == '_');
                found.push(Token { kind: Kind::Word(chars[start..at].iter().collect()), line });
            }
            c if c.is_ascii_digit() => at = skip_while(&chars, at, |c| c.is_alphanumeric() || c == '_'),
            c => {
                if !c.is_whitespace() {
                    found.push(Token { kind: Kind::Sign(c), line });
                }
                at += 1;
            }
        }
        line += chars[start..at.min(chars.len())].iter().filter(|c| **c == '\n').count();
    }
    found
}

fn skip_while(chars: &[char], at: usize, keep: impl Fn(char) -> bool) -> usize {
    chars[at..].iter().position(|c| !keep(*c)).map_or(chars.len(), |count| at + count)
}

/// The position after a comment, which may be nested.
fn block_comment_end(chars: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at + 1 < chars.len() {
        match (chars[at], chars[at + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Number of `#` of a raw string at a position.
fn raw_hashes(chars: &[char], at: usize) -> Option<usize> {
    let raw = if chars[at] == 'b' { at + 1 } else { at };
    if chars.get(raw) != Some(&'r') || (at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')) {
        return None;
    }
    let end = skip_while(chars, raw + 1, |c| c == '#');
    (chars.get(end) == Some(&'"')).then_some(end - raw - 1)
}

fn raw_string_end(chars: &[char], at: usize) -> usize {
    let hashes = raw_hashes(chars, at).unwrap_or(0);
    let mut end = skip_while(chars, at, |c| c != '"') + 1;
    while end < chars.len() {
        if chars[end] == '"' && chars[end + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes {
            return end + 1 + hashes;
        }
        end += 1;
    }
    chars.len()
}

#[test]
fn paths_are_found_in_trees_and_expressions_and_not_in_comments_strings_or_tests() {
    let text = r##"
        //! `crate::a`
        use crate::b::{C, d::{self as e, F}}; /* crate::g /* nested */ crate::h */
        use std::{fs, io};
        #[cfg(test)]
        mod tests { use crate::i; fn f() {} }
        #[cfg(test)]
        mod more;
        mod inner { fn f() { super::super::x::y(); } }
        fn f<'a>(c: &'a char) { let _ = ("crate::j", r#"crate::"k"#, '"', '\'', crate::l::M { n: 1 }); self::o(); }
        use wgpu;
    "##;
    let module = ["p".to_owned(), "q".to_owned()];
    let found = references("file", &module, text);
    let paths: Vec<(String, usize)> = found.into_iter().map(|one| (one.path.join("::"), one.line)).collect();
    let expected = [
        ("crate::b::C", 3),
        ("crate::b::d::self", 3),
        ("crate::b::d::F", 3),
        ("std::fs", 4),
        ("std::io", 4),
        ("crate::p::x::y", 9),
        ("crate::l::M", 10),
        ("crate::p::q::o", 10),
        ("wgpu", 11),
    ];
    assert_eq!(paths, expected.map(|(path, line)| (path.to_owned(), line)));
}
