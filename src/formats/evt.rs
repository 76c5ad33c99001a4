//! `.evt`: rooms of the server's monsters, or quests, as text (server section 2.1). Read, not written: people write it.

use super::kernel::fields::{Field, FieldType as T};
use super::kernel::{FormatError, Reader, SectionSpec, text};
use super::kinds::{self, FileKind};

/// Kind of the server's event texts (`.evt`).
pub static KIND: FileKind = FileKind {
    name: "server events",
    extensions: &["evt"],
    summary: "A text of the server: the rooms of a zone, with what happens in them; or its quests.",
    is_enciphered: false,
    recognizes: |bytes| kinds::reads_as(bytes, EventText::read, |file| !file.rooms.is_empty() || file.quests > 0),
    map: |bytes| kinds::record(bytes, EventText::read),
};

static LINES: SectionSpec =
    SectionSpec { name: "lines", purpose: "A command in each line; what follows ; or / is a comment." };

/// A command with the field of its line.
macro_rules! command {
    ($word:literal, $name:literal, $meaning:literal) => {
        ($word, {
            static LINE: Field = Field::new($name, T::Text, $meaning);
            &LINE
        })
    };
}

/// Lines by their first word.
static COMMANDS: [(&str, &Field); 10] = [
    command!("TYPE", "type", "type of the rooms"),
    command!("ROOM", "room", "begins a room: its number"),
    command!("RTYPE", "room type", "type of the room"),
    command!("NATION", "nation", "whose room it is: 1 Karus, 2 El Morad"),
    command!("POS", "area", "the room: x and z of two corners, in meters"),
    command!("POSEND", "end area", "where the room is completed: x and z of two corners, in meters"),
    command!("A", "condition", "what must happen: kind and two numbers; or a condition of a quest"),
    command!("E", "effect", "what happens then: kind and two numbers; or an effect of a quest"),
    command!("EVENT", "quest", "begins an event of a quest: its number"),
    command!("END", "end", "ends a room or an event"),
];
static OTHER: Field = Field::new("line", T::Text, "another command");
static COMMENT: Field = Field::new("comment", T::Text, "no command");

/// Contents of an event text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct EventText {
    /// Type of the rooms, if there is one.
    pub room_type: Option<i32>,
    /// The rooms, in file order.
    pub rooms: Vec<Room>,
    /// Number of events of quests: they have no place.
    pub quests: u32,
}

/// A room: a place at which something happens once conditions are met.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Room {
    /// Its number.
    pub id: i32,
    /// Line in which it begins, from 1.
    pub line: u32,
    /// 1 Karus, 2 El Morad.
    pub nation: Option<i32>,
    /// The room itself.
    pub area: Option<RoomArea>,
    /// Where the room is completed.
    pub end_area: Option<RoomArea>,
    /// What must happen.
    pub conditions: Vec<RoomStep>,
    /// What happens then.
    pub effects: Vec<RoomStep>,
}

/// A rectangle in meters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomArea {
    /// South-west corner: x and z.
    pub min_m: [i32; 2],
    /// North-east corner: x and z.
    pub max_m: [i32; 2],
}

/// A condition or effect of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomStep {
    /// Condition: 1 a monster is killed, 2 all are, 3 minutes have passed, 4 the end area is reached, 5 a number of monsters is
    /// killed. Effect: 1 another monster appears, 2 a door opens. More are in use.
    pub kind: i32,
    /// Two numbers whose meaning depends on the kind.
    pub options: [i32; 2],
}

impl EventText {
    /// Parses a complete file.
    ///
    /// # Errors
    /// It is no text.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::evt::EventText;
    /// let file = EventText::parse(b"TYPE 0\r\nROOM 01 ; gate\r\nNATION 2\r\nPOS 325 570 275 600\r\nA 2 0 0\r\nEND\r\n")?;
    /// let room = &file.rooms[0];
    /// assert_eq!((room.id, room.line, room.nation), (1, 2, Some(2)));
    /// assert_eq!(room.area.unwrap().min_m, [275, 570]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<EventText, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = EventText::read(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// Reads lines up to the first one that is no text.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<EventText, FormatError> {
        reader.section(&LINES);
        let (mut file, mut number) = (EventText::default(), 0);
        while let Some(line) = next_line(reader) {
            if command(line).0 == "ROOM" {
                let room = reader.group("room", file.rooms.len(), |reader| read_room(reader, &mut number))?;
                file.rooms.push(room);
                continue;
            }
            let (word, numbers) = read_line(reader, line, &mut number)?;
            match word.as_str() {
                "TYPE" => file.room_type = numbers.first().copied(),
                "EVENT" => file.quests += 1,
                _ => {}
            }
        }
        Ok(file)
    }
}

/// Reads lines up to the room's end, or to the next room.
fn read_room(reader: &mut Reader<'_>, number: &mut u32) -> Result<Room, FormatError> {
    let mut room = Room { line: *number + 1, ..Room::default() };
    let mut is_first = true;
    while let Some(line) = next_line(reader) {
        if !is_first && matches!(command(line).0.as_str(), "ROOM" | "EVENT") {
            break;
        }
        is_first = false;
        let (word, numbers) = read_line(reader, line, number)?;
        let at = |i: usize| numbers.get(i).copied().unwrap_or(0);
        match word.as_str() {
            "ROOM" => room.id = at(0),
            "NATION" => room.nation = numbers.first().copied(),
            "POS" => room.area = area(&numbers),
            "POSEND" => room.end_area = area(&numbers),
            "A" => room.conditions.push(RoomStep { kind: at(0), options: [at(1), at(2)] }),
            "E" => room.effects.push(RoomStep { kind: at(0), options: [at(1), at(2)] }),
            "END" => break,
            _ => {}
        }
    }
    Ok(room)
}

fn area(numbers: &[i32]) -> Option<RoomArea> {
    let [x1, z1, x2, z2] = *numbers.first_chunk()?;
    Some(RoomArea { min_m: [x1.min(x2), z1.min(z2)], max_m: [x1.max(x2), z1.max(z2)] })
}

/// The next line with its end; none at the end of the text.
fn next_line<'a>(reader: &Reader<'a>) -> Option<&'a [u8]> {
    let rest = reader.slice(reader.at()..reader.at() + reader.left());
    let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
    let line = &rest[..end];
    // The end of a text that was made for MS-DOS is a Ctrl+Z.
    let is_text = |byte: &u8| !byte.is_ascii_control() || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    (!line.is_empty() && line.iter().all(is_text)).then_some(line)
}

/// Reads a line as the field of its command.
fn read_line(reader: &mut Reader<'_>, line: &[u8], number: &mut u32) -> Result<(String, Vec<i32>), FormatError> {
    let (word, numbers) = command(line);
    let known = COMMANDS.iter().find(|(known, _)| *known == word).map(|(_, field)| *field);
    reader.field(known.unwrap_or(if word.is_empty() { &COMMENT } else { &OTHER }), line.len())?;
    *number = number.saturating_add(1);
    Ok((word, numbers))
}

/// First word of a line, in upper case, and the numbers that follow, up to the first word that is none.
fn command(line: &[u8]) -> (String, Vec<i32>) {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let end = line.iter().position(|byte| matches!(byte, b';' | b'/')).unwrap_or(line.len());
    let mut words = line[..end].split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).map(text::decode);
    let word = words.next().unwrap_or_default().to_ascii_uppercase();
    (word, words.map_while(|word| word.parse().ok()).collect())
}
