//! The cursor over a slice.

use super::{Fault, ReadError};

/// Reads little-endian fields one after the other; every failure names the section and the byte.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    section: &'static str,
}

impl<'a> Reader<'a> {
    /// A reader over a whole file, in its first section.
    pub fn new(bytes: &'a [u8], section: &'static str) -> Reader<'a> {
        Reader { bytes, at: 0, section }
    }

    /// A reader over the same kind of slice that begins at an offset. An offset behind the end reads as the end.
    pub fn starting_at(bytes: &'a [u8], at: usize, section: &'static str) -> Reader<'a> {
        Reader { bytes, at: at.min(bytes.len()), section }
    }

    /// Names the section that the next fields belong to.
    pub fn enter(&mut self, section: &'static str) {
        self.section = section;
    }

    /// Offset of the next field in bytes.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Bytes that are left.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// An error of this section at a given offset.
    pub fn error(&self, fault: Fault, at: usize, found: impl Into<String>, expected: impl Into<String>) -> ReadError {
        ReadError { fault, section: self.section, offset: at as u64, found: found.into(), expected: expected.into() }
    }

    /// A [`Fault::Malformed`] error of this section at a given offset.
    pub fn malformed(&self, at: usize, found: impl Into<String>, expected: impl Into<String>) -> ReadError {
        self.error(Fault::Malformed, at, found, expected)
    }

    /// The next `n` bytes.
    pub fn take(&mut self, n: usize, what: &str) -> Result<&'a [u8], ReadError> {
        if n > self.left() {
            let found = format!("{} bytes to the end of the file", self.left());
            return Err(self.error(Fault::Truncated, self.at, found, format!("{n} bytes of {what}")));
        }
        let taken = &self.bytes[self.at..self.at + n];
        self.at += n;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], ReadError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N, what)?);
        Ok(array)
    }

    /// The next byte.
    pub fn u8(&mut self, what: &str) -> Result<u8, ReadError> {
        Ok(self.array::<1>(what)?[0])
    }

    /// The next 16 bits.
    pub fn u16(&mut self, what: &str) -> Result<u16, ReadError> {
        Ok(u16::from_le_bytes(self.array(what)?))
    }

    /// The next 32 bits.
    pub fn u32(&mut self, what: &str) -> Result<u32, ReadError> {
        Ok(u32::from_le_bytes(self.array(what)?))
    }

    /// The next 32 bits, signed.
    pub fn i32(&mut self, what: &str) -> Result<i32, ReadError> {
        Ok(i32::from_le_bytes(self.array(what)?))
    }

    /// The next 64 bits.
    pub fn u64(&mut self, what: &str) -> Result<u64, ReadError> {
        Ok(u64::from_le_bytes(self.array(what)?))
    }

    /// The next 32-bit float, whatever it is.
    pub fn f32(&mut self, what: &str) -> Result<f32, ReadError> {
        Ok(f32::from_le_bytes(self.array(what)?))
    }

    /// The next `N` floats.
    pub fn f32s<const N: usize>(&mut self, what: &str) -> Result<[f32; N], ReadError> {
        let mut floats = [0.0; N];
        for float in &mut floats {
            *float = self.f32(what)?;
        }
        Ok(floats)
    }

    /// A 32-bit count of items, none smaller than `item_bytes`: negative ones, and ones that the bytes left
    /// cannot hold, are refused. So reserving as many items is safe.
    pub fn count(&mut self, item_bytes: usize, what: &str) -> Result<usize, ReadError> {
        let at = self.at;
        let stored = self.i32(what)?;
        let Ok(count) = usize::try_from(stored) else {
            return Err(self.malformed(at, format!("{stored} {what}"), "a count of 0 or more"));
        };
        match count.checked_mul(item_bytes) {
            Some(bytes) if bytes <= self.left() => Ok(count),
            _ => {
                let expected = format!("at most {} of {item_bytes} bytes or more", self.left() / item_bytes.max(1));
                Err(self.error(Fault::Truncated, at, format!("{count} {what}"), expected))
            }
        }
    }

    /// A string: 32-bit length, then that many bytes, no terminator (formats section 0.2).
    pub fn string(&mut self, max_bytes: usize, what: &str) -> Result<&'a [u8], ReadError> {
        let at = self.at;
        let stored = self.i32(what)?;
        match usize::try_from(stored) {
            Ok(n) if n <= max_bytes => self.take(n, what),
            _ => {
                let found = format!("length {stored} of {what}");
                Err(self.malformed(at, found, format!("a length of 0 to {max_bytes}")))
            }
        }
    }

    /// Nothing may be left.
    pub fn finish(&self) -> Result<(), ReadError> {
        match self.left() {
            0 => Ok(()),
            n => Err(self.malformed(self.at, format!("{n} more bytes"), "the end of the file")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_little_endian_and_follow_each_other() {
        let mut bytes = vec![7];
        bytes.extend(0x1234_u16.to_le_bytes());
        bytes.extend((-5_i32).to_le_bytes());
        bytes.extend(1.5_f32.to_le_bytes());
        let mut reader = Reader::new(&bytes, "test");
        assert_eq!(reader.u8("a"), Ok(7));
        assert_eq!(reader.u16("b"), Ok(0x1234));
        assert_eq!(reader.i32("c"), Ok(-5));
        assert_eq!(reader.f32("d"), Ok(1.5));
        assert_eq!(reader.finish(), Ok(()));
    }

    #[test]
    fn counts_that_cannot_fit_are_refused_where_they_stand() {
        let bytes = [&3_i32.to_le_bytes()[..], &[0; 8]].concat();
        assert_eq!(Reader::new(&bytes, "test").count(2, "items"), Ok(3));
        let error = Reader::new(&bytes, "test").count(3, "items").unwrap_err();
        assert_eq!((error.fault, error.offset), (Fault::Truncated, 0));
        let error = Reader::new(&[0xff; 8], "test").count(0, "items").unwrap_err();
        assert_eq!(error.fault, Fault::Malformed);
        let error = Reader::new(&i32::MAX.to_le_bytes(), "test").count(usize::MAX, "items").unwrap_err();
        assert_eq!(error.fault, Fault::Truncated);
    }

    #[test]
    fn strings_keep_to_their_limit_and_errors_tell_the_place() {
        let bytes = [&2_i32.to_le_bytes()[..], b"hi", &9_i32.to_le_bytes()].concat();
        let mut reader = Reader::new(&bytes, "names");
        assert_eq!(reader.string(8, "name"), Ok(&b"hi"[..]));
        let error = reader.string(8, "name").unwrap_err();
        assert_eq!(error.to_string(), "names, byte 6: found length 9 of name, expected a length of 0 to 8");
    }
}
