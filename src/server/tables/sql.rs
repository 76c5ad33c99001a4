//! SQL dumps: the rows of INSERT statements, and the columns of CREATE TABLE, of the tables that are known.
//!
//! Everything else is skipped. Text is read in lines; a line whose quotes do not close is joined with the next ones, unless
//! those look like rows of their own: then it is damaged, and left out.

mod statement;
mod token;

use std::io::{self, BufRead, Read};

use self::statement::Statements;
use self::token::{Lexed, lex};
use super::collect::Collector;
use super::source::{Piece, Pieces, utf8_like};
use crate::server::fault::ServerProblem;

/// The most bytes of lines that are joined for a text that does not close.
const MOST_JOINED: usize = 256 << 10;
/// After so many damaged lines no more are joined, so that a file of other contents takes no time.
const MOST_ATTEMPTS: u32 = 64;
/// Pieces between two looks at the cancellation.
const CANCEL_EVERY: u32 = 256;

pub fn read(file: impl Read, collector: &mut Collector<'_>, canceled: &dyn Fn() -> bool) {
    if let Err(error) = read_pieces(file, collector, canceled) {
        collector.fault(None, ServerProblem::Unreadable(error.into()));
    }
}

fn read_pieces(file: impl Read, collector: &mut Collector<'_>, canceled: &dyn Fn() -> bool) -> io::Result<()> {
    let mut pieces = Pieces::new(utf8_like(file)?);
    let mut statements = Statements::new(collector);
    let (mut damaged, mut count) = (0, 0_u32);
    while let Some(Piece { line, mut text }) = pieces.take()? {
        count = count.wrapping_add(1);
        if count.is_multiple_of(CANCEL_EVERY) && canceled() {
            return Ok(());
        }
        let Lexed { tokens, is_complete } = tokens_of(&mut text, &mut pieces, damaged < MOST_ATTEMPTS)?;
        tokens.iter().for_each(|token| statements.token(token, &text, line));
        if !is_complete {
            damaged += 1;
            statements.damaged(line);
        }
    }
    statements.finish();
    Ok(())
}

/// The tokens of a line, to which the next ones are added while a text in it is open; it may stay open.
fn tokens_of(text: &mut String, pieces: &mut Pieces<impl BufRead>, may_join: bool) -> io::Result<Lexed> {
    // Joined lines are looked at again when they are twice as long, and at last.
    let (mut try_at, mut tried, mut lexed) = (0, 0, Lexed { tokens: Vec::new(), is_complete: false });
    loop {
        if text.len() >= try_at {
            lexed = lex(text);
            if lexed.is_complete {
                return Ok(lexed);
            }
            (try_at, tried) = (text.len() * 2, text.len());
        }
        let may_join = may_join && text.len() < MOST_JOINED;
        let joins = may_join && pieces.peek()?.is_some_and(|next| !begins_statement(&next.text));
        match if joins { pieces.take()? } else { None } {
            Some(next) => text.push_str(&next.text),
            None if tried < text.len() => try_at = 0,
            None => return Ok(lexed),
        }
    }
}

/// Whether a line looks like a row or a statement of its own.
fn begins_statement(line: &str) -> bool {
    let line = line.trim_start();
    let word = line.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    line.starts_with('(') || ["insert", "go", "create", "use"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests;
