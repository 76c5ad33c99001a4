//! Positions and values of fields.

use gtd_viewer::formats::gtd::{SectionId, fields};

use super::{read, test_zone};

#[test]
fn every_byte_belongs_to_one_field() {
    for (name, mut draft) in test_zone::layouts() {
        draft.trailing = vec![1, 2, 3];
        let bytes = draft.encode().unwrap();
        let gtd = read(&bytes);
        for byte in 0..bytes.len() as u64 {
            let (run, told) =
                gtd.field_map().field_at(byte).unwrap_or_else(|| panic!("{name}: byte {byte} is nobody's"));
            assert!((told.offset..told.offset + told.bytes).contains(&byte), "{name}: {told:?} for byte {byte}");
            assert!((run.offset..run.end()).contains(&byte) && run.fields().contains(told.field));
            assert_eq!(told.raw(gtd.bytes()).map(<[u8]>::len), Some(told.bytes as usize));
            assert!(!told.value(gtd.bytes()).is_empty() || told.bytes == 0);
        }
        assert!(gtd.field_map().field_at(bytes.len() as u64).is_none());
        assert!(gtd.field_map().field_at(u64::MAX).is_none());
    }
}

#[test]
fn records_have_their_place() {
    let gtd = read(&test_zone::layouts()[3].1.encode().unwrap());
    let run = gtd.runs_of(SectionId::MapData).iter().find(|run| run.record() == Some(&fields::MAP_RECORD)).unwrap();
    let index = 5 * u64::from(test_zone::SAMPLE_SIDE) + 3;
    assert_eq!(run.square_index(index), Some((5, 3)));
    assert_eq!(run.square_index(run.count), None);
    let told: Vec<_> = run.fields_at(index).collect();
    assert_eq!(told[0].value(gtd.bytes()), gtd.record(5, 3).height_m().to_string());
    assert_eq!(told[1].offset, run.offset + index * 8 + 4);
    let bits = told[1].bits(gtd.bytes());
    assert_eq!((bits[1].0.name, bits[1].1), ("dir1", 5));
    assert_eq!((bits[3].0.name, bits[3].1), ("tex1", u32::from(gtd.record(5, 3).tile().tex1())));
    assert_eq!(run.fields_at(run.count).count(), 0);
    assert_eq!(run.fields_at(u64::MAX).count(), 0);
}

#[test]
fn values_are_formatted_in_their_own_terms() {
    let gtd = read(&test_zone::layouts()[4].1.encode().unwrap());
    let value = |section, name: &str| {
        let run = gtd.runs_of(section).iter().find(|run| run.fields()[0].name == name).unwrap();
        run.fields_at(0).next().unwrap().value(gtd.bytes())
    };
    assert_eq!(value(SectionId::Header, "name"), "\"sample\"", "deciphered");
    assert_eq!(value(SectionId::MapData, "map size"), "17");
    assert_eq!(value(SectionId::Textures, "path"), "\"dtex\\sample_0.gtt\"", "cut at its NUL");
    assert_eq!(value(SectionId::Rivers, "texture name"), "\"flow.dxt\"");
}

#[test]
fn water_is_in_groups() {
    let gtd = read(&test_zone::layouts()[2].1.encode().unwrap());
    assert_eq!(gtd.runs_of(SectionId::Ponds)[0].group(), None);
    for (section, name) in [(SectionId::Rivers, "river"), (SectionId::Ponds, "pond")] {
        for index in 0..2 {
            let runs = gtd.group_runs(section, name, index);
            assert!(runs.iter().any(|run| run.name() == "water vertex"), "{name} {index}");
            let group = &gtd.field_map().groups()[runs[0].group().unwrap()];
            assert_eq!((group.name, group.index, group.parent), (name, index, None));
        }
        assert!(gtd.group_runs(section, name, 2).is_empty());
    }
}

#[test]
fn the_table_of_fields_is_complete() {
    for (name, draft) in test_zone::layouts() {
        let gtd = read(&draft.encode().unwrap());
        for run in gtd.field_map().runs() {
            assert!(!run.name().is_empty(), "{name}");
            for field in run.fields() {
                assert!(!field.meaning.is_empty(), "{}", field.name);
            }
        }
    }
}
