//! Properties of reading and writing, over random zones, random bytes and random damage.

use gtd_viewer::formats::gtd::{
    Draft, Gtd, Header, MapRecord, NameField, PackedTile, PatchBounds, Pond, PondForm, River, Source,
};
use gtd_viewer::formats::gtd::{TileTexture, WaterVertex};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{assert_whole, test_zone};

fn header() -> impl Strategy<Value = Header> {
    let name = "[a-z0-9_]{0,20}";
    prop_oneof![
        Just(Header::headerless()),
        (1..1000, name).prop_map(|(version, name)| Header::versioned(version, &name)),
        (1..3, name).prop_map(|(version, name)| Header::versioned(version, &name)),
        name.prop_map(|name| Header::modern(&name)),
    ]
}

/// Any float, including NaN and infinities.
fn float() -> impl Strategy<Value = f32> {
    any::<u32>().prop_map(f32::from_bits)
}

fn water() -> impl Strategy<Value = Vec<WaterVertex>> {
    let vertex = (any::<[u32; 3]>(), any::<[u32; 3]>(), any::<u32>(), any::<[u32; 2]>());
    let floats = f32::from_bits;
    vec(
        vertex.prop_map(move |(at, normal, color, uv)| {
            WaterVertex::new(at.map(floats), normal.map(floats), color, uv.map(floats))
        }),
        1..20,
    )
}

fn river() -> impl Strategy<Value = River> {
    (water(), any::<i32>(), vec(any::<u8>(), 0..260)).prop_map(|(vertices, index_count, name_bytes)| River {
        vertices,
        index_count,
        name_bytes,
    })
}

fn pond(form: PondForm) -> impl Strategy<Value = Pond> {
    let numbers = (any::<i32>(), any::<i32>(), any::<i32>());
    let names = (vec(any::<u8>(), 0..260), vec(any::<u8>(), 0..260));
    (water(), numbers, names).prop_map(move |(vertices, (width, extra, triangles), (name, second_name))| {
        let mut pond = Pond { width, triangle_count: triangles, ..Pond::new(1, vertices, "") };
        pond.name_bytes = if form == PondForm::Old { Vec::new() } else { name };
        if matches!(form, PondForm::Extra | PondForm::Modern) {
            pond.extra = extra;
        }
        if form == PondForm::Modern {
            pond.second_name_bytes = second_name;
        }
        pond
    })
}

fn draft() -> impl Strategy<Value = Draft> {
    (header(), prop_oneof![Just(9_u32), Just(17)]).prop_flat_map(|(header, size)| {
        let draft = Draft::flat(header, size);
        let (vertices, patches) = (draft.records.len(), draft.patch_bounds.len());
        let ground =
            (vec((float(), any::<u32>()), vertices), vec((float(), float()), patches), vec(any::<u8>(), vertices));
        let tables = (vec("[ -~]{0,40}", 0..4), vec(any::<(i16, i16)>(), 0..6));
        let water = (vec(river(), 0..3), vec(pond(draft.pond_form), 0..3), vec(any::<u8>(), 0..5));
        (ground, tables, water).prop_map(move |(ground, (sources, tiles), (rivers, ponds, trailing))| {
            let mut draft = draft.clone();
            let (records, bounds, mask) = ground;
            draft.records =
                records.into_iter().map(|(height, tile)| MapRecord::new(height, PackedTile(tile))).collect();
            draft.patch_bounds = bounds.into_iter().map(|(middle, radius)| PatchBounds::new(middle, radius)).collect();
            draft.grass_mask = mask;
            draft.textures.tiles = tiles.into_iter().map(|(source, tile)| TileTexture { source, tile }).collect();
            if !draft.textures.tiles.is_empty() {
                draft.textures.sources = sources.iter().map(|path| Source::from(NameField::new(path))).collect();
            }
            (draft.rivers, draft.ponds, draft.trailing) = (rivers, ponds, trailing);
            draft
        })
    })
}

/// Calls every query of a zone, without a panic.
fn use_everything(gtd: &Gtd) {
    assert_whole(gtd);
    for byte in (0..gtd.bytes().len() as u64).step_by(97) {
        let (_, told) = gtd.field_map().field_at(byte).expect("every byte is told");
        let _ = (told.value(gtd.bytes()), told.bits(gtd.bytes()));
    }
    gtd.rivers().iter().for_each(|river| assert!(river.indices().iter().all(|i| (*i as usize) < river.vertices.len())));
    gtd.ponds().iter().for_each(|pond| assert!(pond.indices().iter().all(|i| (*i as usize) < pond.vertices.len())));
    let _ = gtd.records().iter().map(|record| gtd.layers_of(record.tile())).collect::<Vec<_>>();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, max_shrink_iters: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn path_files_round_trip(draft in draft()) {
        let bytes = draft.encode().unwrap();
        let gtd = Gtd::parse(bytes.as_slice()).unwrap();
        assert_whole(&gtd);
        prop_assert_eq!(&gtd.header().layout, &draft.header.layout);
        prop_assert_eq!(gtd.records(), draft.records.as_slice());
        prop_assert_eq!(gtd.patch_bounds(), draft.patch_bounds.as_slice());
        prop_assert_eq!(gtd.grass_mask(), draft.grass_mask.as_slice());
        prop_assert_eq!(gtd.textures(), &draft.textures);
        prop_assert_eq!(gtd.rivers(), draft.rivers.as_slice());
        let read = Draft::from(&gtd);
        prop_assert!(read.encode().unwrap() == bytes, "it is written differently");
        if read.pond_form != draft.pond_form {
            // Random values may also be ponds of the other form: then that one must leave fewer bytes over.
            prop_assert!(gtd.trailing().len() < draft.trailing.len(), "{:?} does not fit better", read.pond_form);
            return Ok(());
        }
        prop_assert_eq!(gtd.ponds(), draft.ponds.as_slice());
        prop_assert_eq!(gtd.trailing(), draft.trailing.as_slice());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..4000)) {
        let _ = Gtd::parse(bytes);
    }

    #[test]
    fn bytes_behind_a_plausible_start_never_panic(
        start in prop_oneof![Just(vec![9_i32]), Just(vec![1, 0, 9]), Just(vec![2, 0, 9]), Just(vec![0, 0, 9])],
        body in vec(any::<u8>(), 700..3000),
    ) {
        let mut bytes: Vec<u8> = start.iter().flat_map(|word| word.to_le_bytes()).collect();
        // Mostly zeros and small numbers, like counts and lengths.
        bytes.extend(body.into_iter().map(|byte| if byte < 32 { byte } else { [0, 0, 0, 1, 4, 255][byte as usize % 6] }));
        if let Ok(gtd) = Gtd::parse(bytes) {
            use_everything(&gtd);
        }
    }

    #[test]
    fn damaged_zones_never_panic(
        which in 0_usize..5,
        edits in vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        tail in 0_usize..200,
        cut in any::<bool>(),
    ) {
        let mut bytes = test_zone::layouts().swap_remove(which).1.encode().unwrap();
        for (index, value) in edits {
            // Most bytes are heights; half of the edits go to the structure.
            let (all, structure) = (bytes.len(), 1500);
            let at = if value % 2 == 0 { index.index(all) } else { all - 1 - index.index(structure) };
            bytes[at] = value;
        }
        if cut {
            bytes.truncate(bytes.len() - tail);
        } else {
            bytes.extend(vec![0; tail]);
        }
        if let Ok(gtd) = Gtd::parse(bytes) {
            use_everything(&gtd);
        }
    }
}
