use super::*;
use crate::formats::kernel::fields::FieldType as T;

static ONE: SectionSpec = SectionSpec { name: "one", purpose: "" };
static TWO: SectionSpec = SectionSpec { name: "two", purpose: "" };
static BYTE: Field = Field::new("byte", T::U8, "");
static SHORT: Field = Field::new("short", T::U16, "");
static NUMBER: Field = Field::new("number", T::I32, "");
static FLOAT: Field = Field::new("float", T::F32, "");
static NAME: Field = Field::new("name", T::Text, "");
static PAIR: Record = Record {
    name: "pair",
    order: "in a row",
    fields: &[Field::new("left", T::U8, ""), Field::new("right", T::U16, "")],
};

#[test]
fn fields_are_little_endian_and_follow_each_other() {
    let mut bytes = vec![7];
    bytes.extend(0x1234_u16.to_le_bytes());
    bytes.extend((-5_i32).to_le_bytes());
    bytes.extend(1.5_f32.to_le_bytes());
    let mut reader = Reader::new(&bytes);
    assert_eq!(reader.u8(&BYTE), Ok(7));
    assert_eq!(reader.u16(&SHORT), Ok(0x1234));
    assert_eq!(reader.i32(&NUMBER), Ok(-5));
    assert_eq!(reader.f32(&FLOAT), Ok(1.5));
    assert_eq!(reader.finish(), Ok(()));
    assert!(reader.into_map().runs().is_empty(), "nothing was to be recorded");
}

#[test]
fn counts_that_cannot_fit_are_refused_at_the_count() {
    let bytes = [&3_i32.to_le_bytes()[..], &[0; 8]].concat();
    assert_eq!(Reader::new(&bytes).count_of(&NUMBER, 2), Ok(3));
    let error = Reader::new(&bytes).count_of(&NUMBER, 3).unwrap_err();
    assert_eq!((error.class, error.offset), (ErrorClass::Truncated, 0));
    let error = Reader::new(&[0xff; 8]).count_of(&NUMBER, 0).unwrap_err();
    assert_eq!(error.class, ErrorClass::Malformed);
    let error = Reader::new(&i32::MAX.to_le_bytes()).count_of(&NUMBER, usize::MAX).unwrap_err();
    assert_eq!(error.class, ErrorClass::Truncated);
    let error = Reader::new(&bytes).records(&PAIR, usize::MAX, 0).unwrap_err();
    assert_eq!((error.class, error.field), (ErrorClass::Truncated, "pair"));
}

#[test]
fn strings_keep_to_their_limit_and_errors_have_their_place() {
    let bytes = [&2_i32.to_le_bytes()[..], b"hi", &9_i32.to_le_bytes()].concat();
    let mut reader = Reader::new(&bytes);
    assert_eq!(reader.string(&NUMBER, &NAME, 8), Ok(&b"hi"[..]));
    let error = reader.string(&NUMBER, &NAME, 8).unwrap_err();
    assert_eq!(error.to_string(), "file, byte 6, number: found 9, expected 0 to 8");
    let error = Reader::new(&bytes[..5]).string(&NUMBER, &NAME, 8).unwrap_err();
    assert_eq!(error.to_string(), "file, byte 4, name: found 1 byte before the end of the file, expected 2 bytes");
}

#[test]
fn every_byte_is_recorded_once_even_those_that_were_not_read() {
    let bytes: Vec<u8> = (0..30).collect();
    let mut reader = Reader::recording(&bytes);
    reader.section(&ONE);
    reader.u8(&BYTE).unwrap();
    reader.section(&TWO);
    let failed = reader.group("outer", 4, |reader| {
        reader.records(&PAIR, 4, 2)?;
        reader.skip_to(15);
        reader.skip_to(3);
        reader.group("inner", 0, |reader| {
            reader.u16(&SHORT)?;
            reader.field(&NAME, 100)
        })
    });
    assert_eq!(failed.unwrap_err().offset, 17);
    let map = reader.into_map();
    let runs: Vec<_> = map.runs().iter().map(|run| (run.name(), run.offset, run.end())).collect();
    let expected =
        [("byte", 0, 1), ("pair", 1, 13), ("not covered", 13, 15), ("short", 15, 17), ("not covered", 17, 30)];
    assert_eq!(runs, expected);
    let sections: Vec<_> = map.sections().iter().map(|s| (s.spec.name, s.offset, s.end(), s.runs.clone())).collect();
    assert_eq!(sections, [("one", 0, 1, 0..1), ("two", 1, 17, 1..4), ("trailing bytes", 17, 30, 4..5)]);
    let groups: Vec<_> = map.groups().iter().map(|g| (g.name, g.index, g.parent, g.runs.clone())).collect();
    assert_eq!(groups, [("outer", 4, None, 1..4), ("inner", 0, Some(0), 3..4)]);
    assert_eq!(map.uncovered().map(Run::bytes).sum::<u64>(), 15);
    assert_eq!(map.group_runs(&map.sections()[1], "outer", 4).len(), 3);
    assert!(map.group_runs(&map.sections()[0], "outer", 4).is_empty());
    for byte in 0..30 {
        let (run, field) = map.field_at(byte).unwrap();
        assert!((run.offset..run.end()).contains(&byte));
        assert!((field.offset..field.offset + field.bytes).contains(&byte));
        assert_eq!(field.raw(&bytes).unwrap().len() as u64, field.bytes);
    }
    let (run, field) = map.field_at(8).unwrap();
    assert_eq!(
        (run.square_index(field.index), field.field.name, field.value(&bytes)),
        (Some((1, 0)), "right", "2312".into())
    );
    assert_eq!((map.field_at(30), map.field_at(u64::MAX)), (None, None));
    assert_eq!((map.section_at(16).unwrap().spec.name, map.section_at(30)), ("two", None));
}
