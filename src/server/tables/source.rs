//! Text of any length from a file: UTF-8, UTF-16 or code page 949, in pieces of limited size.

use std::io::{self, BufRead, BufReader, Read};

use crate::formats::kernel::text;

/// The most bytes of a line that are read at once.
const MOST_BYTES: u64 = 64 << 10;

/// A file as bytes of UTF-8, or of another code page that contains ASCII. Byte order marks are removed.
pub fn utf8_like(mut file: impl Read) -> io::Result<impl BufRead> {
    let mut start = Vec::new();
    file.by_ref().take(4).read_to_end(&mut start)?;
    let (is_wide, is_little, skip) = match start.as_slice() {
        [0xef, 0xbb, 0xbf, ..] => (false, false, 3),
        [0xff, 0xfe, ..] => (true, true, 2),
        [0xfe, 0xff, ..] => (true, false, 2),
        // Without a mark: dumps begin with an ASCII character.
        [first, 0, ..] if *first != 0 => (true, true, 0),
        [0, second, ..] if *second != 0 => (true, false, 0),
        _ => (false, false, 0),
    };
    let bytes = BufReader::new(io::Cursor::new(start.split_off(skip)).chain(file));
    Ok(BufReader::new(Decoded { bytes, is_wide, is_little, pending: Vec::new(), at: 0, high: None }))
}

/// Bytes, from UTF-16 where they are wide.
struct Decoded<R> {
    bytes: BufReader<R>,
    is_wide: bool,
    is_little: bool,
    /// Decoded bytes that were not taken yet.
    pending: Vec<u8>,
    at: usize,
    /// The first half of a pair.
    high: Option<u16>,
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !self.is_wide {
            return self.bytes.read(into);
        }
        if self.at == self.pending.len() {
            self.decode()?;
        }
        let count = into.len().min(self.pending.len() - self.at);
        into[..count].copy_from_slice(&self.pending[self.at..][..count]);
        self.at += count;
        Ok(count)
    }
}

impl<R: Read> Decoded<R> {
    /// Decodes the next few thousand units.
    fn decode(&mut self) -> io::Result<()> {
        self.pending.clear();
        self.at = 0;
        let mut bytes = Vec::new();
        self.bytes.by_ref().take(8192).read_to_end(&mut bytes)?;
        let units = bytes.as_chunks::<2>().0.iter();
        let units =
            units.map(|unit| if self.is_little { u16::from_le_bytes(*unit) } else { u16::from_be_bytes(*unit) });
        let mut units: Vec<u16> = self.high.take().into_iter().chain(units).collect();
        if bytes.len() == 8192 && units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit)) {
            self.high = units.pop();
        }
        for c in char::decode_utf16(units) {
            let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.pending.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Ok(())
    }
}

/// Text of bytes that are UTF-8, or else code page 949.
pub fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => text::decode(bytes),
    }
}

/// A line, or a part of a very long one that ends behind a comma.
pub struct Piece {
    /// Number of the line, from 1.
    pub line: u32,
    /// The text with its line end.
    pub text: String,
}

/// Pieces of a text file.
pub struct Pieces<R> {
    reader: R,
    line: u32,
    /// Bytes of a long line after the last comma.
    rest: Vec<u8>,
    next: Option<Piece>,
}

impl<R: BufRead> Pieces<R> {
    pub fn new(reader: R) -> Pieces<R> {
        Pieces { reader, line: 1, rest: Vec::new(), next: None }
    }

    /// The next piece without taking it; none at the end.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn peek(&mut self) -> io::Result<Option<&Piece>> {
        if self.next.is_none() {
            self.next = self.read()?;
        }
        Ok(self.next.as_ref())
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn take(&mut self) -> io::Result<Option<Piece>> {
        self.peek()?;
        Ok(self.next.take())
    }

    fn read(&mut self) -> io::Result<Option<Piece>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let room = MOST_BYTES.saturating_sub(bytes.len() as u64).max(1);
        self.reader.by_ref().take(room).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let line = self.line;
        if bytes.ends_with(b"\n") {
            self.line = self.line.saturating_add(1);
        } else if bytes.len() as u64 >= MOST_BYTES {
            // Between two rows if possible: no name, number or string is cut there.
            let row_end = bytes.windows(2).rposition(|two| two == b"),").map(|at| at + 2);
            let comma = || bytes.iter().rposition(|byte| *byte == b',').map(|at| at + 1);
            self.rest = bytes.split_off(row_end.or_else(comma).unwrap_or(bytes.len()));
        }
        Ok(Some(Piece { line, text: text_of(&bytes) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<(u32, String)> {
        let mut pieces = Pieces::new(utf8_like(bytes).unwrap());
        std::iter::from_fn(|| pieces.take().unwrap()).map(|piece| (piece.line, piece.text)).collect()
    }

    #[test]
    fn texts_of_all_encodings_are_one() {
        let text = "eins\r\n가 😀\nlast";
        let expected = [(1, "eins\r\n".to_owned()), (2, "가 😀\n".to_owned()), (3, "last".to_owned())];
        let wide = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
        let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            [b"\xff\xfe", &little[..]].concat(),
            [b"\xfe\xff", &big[..]].concat(),
            little,
            big,
        ] {
            assert_eq!(lines(&bytes), expected, "{bytes:x?}");
        }
        assert_eq!(lines(b"\xb0\xa1\n"), [(1, "가\n".to_owned())], "code page 949");
        assert_eq!(lines(b""), []);
        assert_eq!(lines(b"\xff\xfe"), []);
    }

    #[test]
    fn pairs_survive_the_border_of_a_block() {
        // One unit first, so that a block of 4,096 units ends within a pair.
        let text = format!("a{}", "😀".repeat(5000));
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut read = String::new();
        utf8_like(&bytes[..]).unwrap().read_to_string(&mut read).unwrap();
        assert!(read == text);
    }

    #[test]
    fn long_lines_come_in_parts_between_rows() {
        let row = "(1, 'a, b'),";
        let text = format!("{}\nend", row.repeat(20_000));
        let parts = lines(text.as_bytes());
        assert!(parts.len() > 3 && parts.iter().all(|(_, part)| part.len() as u64 <= MOST_BYTES));
        assert!(parts[..parts.len() - 2].iter().all(|(line, part)| *line == 1 && part.ends_with("),")));
        assert_eq!(parts.last().unwrap(), &(2, "end".to_owned()));
        assert_eq!(parts.into_iter().map(|(_, part)| part).collect::<String>(), text);
        let endless = vec![b'x'; 300_000];
        assert_eq!(lines(&endless).iter().map(|(_, part)| part.len()).sum::<usize>(), 300_000);
    }
}
