//! Tokens of SQL.

use std::ops::Range;

use logos::Logos;

/// A token of SQL, without its text. The kinds `Open…` are texts that do not end.
#[derive(Clone, Copy, Debug, Logos, PartialEq, Eq)]
#[logos(skip r"[ \t\r\n\f]+")]
#[logos(skip(r"--[^\n]*", allow_greedy = true))]
#[logos(skip r"/\*([^*]|\*+[^*/])*\*+/")]
pub enum TokenKind {
    /// A name or keyword.
    #[regex(r"[A-Za-z_#@\u{80}-\u{10ffff}][A-Za-z0-9_#@$\u{80}-\u{10ffff}]*")]
    Word,
    /// A name in brackets, quotes or backquotes.
    #[regex(r"\[[^\]]*\]")]
    #[regex("\"[^\"]*\"")]
    #[regex("`[^`]*`")]
    QuotedName,
    /// A text: quotes within are doubled.
    #[regex(r"'([^']|'')*'")]
    #[regex(r"[Nn]'([^']|'')*'")]
    Text,
    /// A number without its sign.
    #[regex(r"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")]
    Number,
    /// Bytes in hexadecimal digits.
    #[regex("0[xX][0-9a-fA-F]*")]
    Bytes,
    #[token("(")]
    Open,
    #[token(")")]
    Close,
    #[token(",")]
    Comma,
    #[token(".")]
    Dot,
    #[token("-")]
    Minus,
    /// A text, name or comment without its end.
    #[regex(r"[Nn]?'([^']|'')*", allow_greedy = true)]
    #[regex(r"\[[^\]]*", allow_greedy = true)]
    #[regex("\"[^\"]*", allow_greedy = true)]
    #[regex("`[^`]*", allow_greedy = true)]
    #[regex(r"/\*([^*]|\*+[^*/])*\**", allow_greedy = true)]
    Unclosed,
}

/// A token with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its kind; none for any other character.
    pub kind: Option<TokenKind>,
    pub span: Range<usize>,
}

/// The tokens of a text.
pub struct Lexed {
    /// All of them, or those before a text, name or comment without an end.
    pub tokens: Vec<Token>,
    /// Whether these are all.
    pub is_complete: bool,
}

pub fn lex(text: &str) -> Lexed {
    let mut tokens = Vec::new();
    for (kind, span) in TokenKind::lexer(text).spanned() {
        if kind == Ok(TokenKind::Unclosed) {
            return Lexed { tokens, is_complete: false };
        }
        tokens.push(Token { kind: kind.ok(), span });
    }
    Lexed { tokens, is_complete: true }
}
