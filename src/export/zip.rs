//! ZIP archives in memory: the form in which several files leave a page at once.
//!
//! Names are UTF-8, times are left out, and neither an entry nor the archive may have 4 GiB.

use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// Version of the format that deflated entries need.
const VERSION: u16 = 20;
/// Flag of names in UTF-8.
const UTF8: u16 = 1 << 11;
const DEFLATED: u16 = 8;
/// The first day that the format can name: 1980-01-01.
const DATE: u16 = 0x21;

/// An archive that grows.
#[derive(Default)]
pub struct ZipArchive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    entries: u16,
}

impl ZipArchive {
    /// Adds a file by its path with forward slashes.
    ///
    /// # Errors
    /// The archive is full: the format has numbers of 16 and 32 bits.
    pub fn add(&mut self, path: &str, content: &[u8]) -> io::Result<()> {
        let mut crc = Crc::new();
        crc.update(content);
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content)?;
        let packed = encoder.finish()?;
        let (offset, name) = (small(self.bytes.len())?, u16::try_from(path.len()).map_err(io::Error::other)?);
        // What the local header and the directory have in common.
        let mut common = Vec::new();
        [VERSION, UTF8, DEFLATED, 0, DATE].iter().for_each(|field| common.extend(field.to_le_bytes()));
        [crc.sum(), small(packed.len())?, small(content.len())?]
            .iter()
            .for_each(|field| common.extend(field.to_le_bytes()));
        common.extend(name.to_le_bytes());
        common.extend(0_u16.to_le_bytes()); // no further fields
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend_from_slice(&common);
        self.bytes.extend_from_slice(path.as_bytes());
        self.bytes.extend_from_slice(&packed);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend_from_slice(&common);
        self.directory.extend([0; 10]); // comment, disk, attributes
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend_from_slice(path.as_bytes());
        self.entries = self.entries.checked_add(1).ok_or_else(full)?;
        Ok(())
    }

    /// The bytes of the archive.
    ///
    /// # Errors
    /// The archive is full.
    pub fn finish(mut self) -> io::Result<Vec<u8>> {
        let (at, length) = (small(self.bytes.len())?, small(self.directory.len())?);
        self.bytes.extend_from_slice(&self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.entries.to_le_bytes());
        self.bytes.extend(self.entries.to_le_bytes());
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(at.to_le_bytes());
        self.bytes.extend(0_u16.to_le_bytes()); // no comment
        Ok(self.bytes)
    }
}

fn small(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| full())
}

fn full() -> io::Error {
    io::Error::other("too much for a ZIP archive")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(bytes: &[u8]) -> usize {
        bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
    }

    #[test]
    fn an_archive_has_what_was_added() {
        let files =
            [("zone/a.txt", b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".to_vec()), ("zone/가.bin", (0..=255).collect())];
        let mut archive = ZipArchive::default();
        files.iter().for_each(|(path, content)| archive.add(path, content).unwrap());
        let bytes = archive.finish().unwrap();
        let end = &bytes[bytes.len() - 22..];
        assert_eq!((&end[..4], number(&end[8..10])), (&b"PK\x05\x06"[..], 2));
        let mut at = number(&end[16..20]);
        assert_eq!(at + number(&end[12..16]), bytes.len() - 22, "the directory ends where the end begins");
        for (path, content) in files {
            let entry = &bytes[at..];
            assert_eq!(&entry[..4], b"PK\x01\x02");
            let (packed, length, name) = (number(&entry[20..24]), number(&entry[24..28]), number(&entry[28..30]));
            assert_eq!((length, &entry[46..46 + name]), (content.len(), path.as_bytes()));
            let local = &bytes[number(&entry[42..46])..];
            assert_eq!((&local[..4], &local[4..28]), (&b"PK\x03\x04"[..], &entry[6..30]));
            let data = &local[30 + name..30 + name + packed];
            assert_eq!(miniz_oxide::inflate::decompress_to_vec(data).unwrap(), content);
            at += 46 + name;
        }
    }
}
