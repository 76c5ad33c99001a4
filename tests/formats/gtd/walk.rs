//! Where fields stand and what they say.

use gtd_viewer::formats::gtd::walk::Owner;
use gtd_viewer::formats::gtd::{SectionId, fields};

use super::{read, test_zone};

#[test]
fn every_byte_belongs_to_one_field() {
    for (name, mut draft) in test_zone::layouts() {
        draft.trailing = vec![1, 2, 3];
        let bytes = draft.encode();
        let gtd = read(&bytes);
        for byte in 0..bytes.len() as u64 {
            let (run, told) = gtd.field_at(byte).unwrap_or_else(|| panic!("{name}: byte {byte} is nobody's"));
            assert!((told.offset..told.offset + told.bytes).contains(&byte), "{name}: {told:?} for byte {byte}");
            assert!((run.offset..run.end()).contains(&byte) && run.fields.contains(told.field));
            assert_eq!(told.raw(&gtd).map(<[u8]>::len), Some(told.bytes as usize));
            assert!(!told.value(&gtd).is_empty() || told.bytes == 0);
        }
        assert!(gtd.field_at(bytes.len() as u64).is_none());
        assert!(gtd.field_at(u64::MAX).is_none());
    }
}

#[test]
fn records_are_told_by_their_place() {
    let gtd = read(&test_zone::layouts()[3].1.encode());
    let run = gtd.runs_of(SectionId::MapData).iter().find(|run| run.record == Some(&fields::MAP_RECORD)).unwrap();
    let index = 5 * u64::from(test_zone::SAMPLE_SIDE) + 3;
    assert_eq!(run.place(index), Some((5, 3)));
    assert_eq!(run.place(run.count), None);
    let told: Vec<_> = run.fields_of(&gtd, index).collect();
    assert_eq!(told[0].value(&gtd), gtd.record(5, 3).height_m().to_string());
    assert_eq!(told[1].offset, run.offset + index * 8 + 4);
    let bits = told[1].bits(&gtd);
    assert_eq!((bits[1].0.name, bits[1].1), ("dir1", 5));
    assert_eq!((bits[3].0.name, bits[3].1), ("tex1", u32::from(gtd.record(5, 3).tile().tex1())));
    assert_eq!(run.fields_of(&gtd, run.count).count(), 0);
    assert_eq!(run.fields_of(&gtd, u64::MAX).count(), 0);
}

#[test]
fn values_are_told_in_their_own_terms() {
    let gtd = read(&test_zone::layouts()[4].1.encode());
    let value = |section, name: &str| {
        let run = gtd.runs_of(section).iter().find(|run| run.fields[0].name == name).unwrap();
        run.fields_of(&gtd, 0).next().unwrap().value(&gtd)
    };
    assert_eq!(value(SectionId::Header, "name"), "\"sample\"", "deciphered");
    assert_eq!(value(SectionId::MapData, "map size"), "17");
    assert_eq!(value(SectionId::Textures, "path"), "\"dtex\\sample_0.gtt\"", "cut at its NUL");
    assert_eq!(value(SectionId::Rivers, "texture name"), "\"flow.dxt\"");
}

#[test]
fn water_is_told_by_its_owner() {
    let gtd = read(&test_zone::layouts()[2].1.encode());
    let owners: Vec<Owner> = gtd.runs_of(SectionId::Ponds).iter().map(|run| run.owner).collect();
    assert_eq!(owners[0], Owner::File);
    assert!(owners.contains(&Owner::Pond(0)) && owners.contains(&Owner::Pond(1)));
    assert!(gtd.runs_of(SectionId::Rivers).iter().any(|run| run.owner == Owner::River(1)));
}

#[test]
fn the_table_of_fields_is_complete() {
    for (name, draft) in test_zone::layouts() {
        let gtd = read(&draft.encode());
        for run in gtd.runs() {
            assert!(!run.name().is_empty(), "{name}");
            for field in run.fields {
                assert!(!field.meaning.is_empty() && !field.place.is_empty(), "{}", field.name);
            }
        }
    }
}
