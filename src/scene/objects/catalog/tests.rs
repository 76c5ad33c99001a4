use proptest::prelude::*;

use super::*;
use crate::formats::n3pmesh::MeshVertex;
use crate::formats::opd::{AnimationKeys, KeyValues, Material, ObjectPart, Placement};

const EXTENT_M: [f32; 2] = [64.0, 64.0];

/// A triangle of 2 x 3 m.
fn mesh() -> Mesh {
    let corners = [[0.0, 0.0, 0.0], [0.0, 3.0, 0.0], [2.0, 0.0, 0.0]];
    let vertices = corners.map(|position_m| MeshVertex { position_m, ..MeshVertex::default() });
    Mesh::new("triangle", vertices.to_vec(), vec![0, 1, 2])
}

fn object(name: &str, mesh: &str, textures: &[&str], x: f32) -> Object {
    let part = ObjectPart {
        mesh: mesh.into(),
        textures: textures.iter().map(|name| name.as_bytes().to_vec()).collect(),
        ..ObjectPart::default()
    };
    let placement = Placement {
        name: name.into(),
        position_m: [x, 0.0, 10.0],
        rotation: [0.0, 0.0, 0.0, 1.0],
        scale: [1.0; 3],
        ..Placement::default()
    };
    Object { placement, parts: vec![part], ..Object::default() }
}

/// A catalog with all meshes and textures but those named `gone`.
fn catalog(objects: &[Object]) -> Catalog {
    let set = ObjectSet::of(objects);
    let meshes: Vec<Option<Mesh>> = set.meshes.iter().map(|name| (name != "gone").then(mesh)).collect();
    let has_texture = |texture: usize| set.textures[texture] != "gone";
    Catalog::new(&set, objects, EXTENT_M, Some(CatalogFiles { meshes: &meshes, has_texture: &has_texture }))
}

fn sample() -> Vec<Object> {
    let mut wide = object("Rock", "rock", &["stone.dxt"], 20.0);
    wide.placement.scale = [4.0, 1.0, 1.0];
    let mut blended = object("Smoke", "smoke", &["s0.dxt", "s1.dxt"], 30.0);
    blended.parts[0].material = Material { flags: RenderFlags::BLENDED, ..Material::default() };
    let mut lever = object("Lever", "lever", &["stone.dxt"], 40.0);
    lever.kind = 0x1000;
    vec![
        object("Tree", "tree", &["leaf.dxt"], 1.0),
        wide,
        object("Tree 2", "TREE", &["Leaf.dxt"], -1.0),
        blended,
        lever,
        object("Ruin", "gone", &["stone.dxt"], 64.0),
        object("Ruin", "rock", &["gone"], 64.5),
    ]
}

fn named(catalog: &Catalog, found: &Found) -> Vec<(String, Vec<usize>)> {
    let row = |found: &FoundKind| (catalog.name_of_kind(found.kind).to_owned(), found.objects.clone());
    found.kinds.iter().map(row).collect()
}

fn find(catalog: &Catalog, search: &str, traits: &[ObjectTrait]) -> Vec<usize> {
    let mut wanted = ObjectTraits::default();
    traits.iter().for_each(|one| wanted.set(*one, true));
    let mut found: Vec<usize> = catalog.find(&ObjectSearch::new(search), wanted, KindOrder::Count).objects().collect();
    found.sort_unstable();
    found
}

#[test]
fn kinds_know_their_files_size_and_triangles() {
    let catalog = catalog(&sample());
    let tree = &catalog.kinds[0];
    assert_eq!((tree.objects.as_slice(), tree.parts, tree.triangles), ([0, 2].as_slice(), 1, Some(1)));
    assert_eq!(catalog.files(0).collect::<Vec<_>>(), ["tree", "leaf.dxt"]);
    assert_eq!(catalog.kinds[1].size_m, Vec3::new(8.0, 3.0, 0.0), "of the object with its scale");
    let ruin = &catalog.kinds[catalog.objects[5].kind];
    assert_eq!((ruin.triangles, ruin.size_m), (Some(0), Vec3::ZERO), "without its mesh");
    assert_eq!((catalog.name(2), catalog.name_of_kind(0), catalog.name(99)), ("Tree 2", "Tree", ""));
    let set = ObjectSet::of(&sample());
    let unread = Catalog::new(&set, &sample(), EXTENT_M, None);
    assert_eq!(unread.kinds[0].triangles, None, "before the meshes are read");
    assert!(find(&unread, "", &[ObjectTrait::Missing]).is_empty());
}

#[test]
fn objects_are_found_by_name_files_and_properties() {
    let catalog = catalog(&sample());
    assert_eq!(find(&catalog, "tree", &[]), [0, 2]);
    assert_eq!(find(&catalog, "tree 2", &[]), [2], "a word of the kind, and one of the object's name");
    assert_eq!(find(&catalog, "STONE", &[]), [1, 4, 5]);
    assert_eq!(find(&catalog, "nothing", &[]), [0; 0]);
    assert_eq!(find(&catalog, "", &[ObjectTrait::Missing]), [5, 6]);
    assert_eq!(find(&catalog, "", &[ObjectTrait::Animated]), [3]);
    assert_eq!(find(&catalog, "", &[ObjectTrait::Blended]), [3]);
    assert_eq!(find(&catalog, "", &[ObjectTrait::Event]), [4]);
    assert_eq!(find(&catalog, "", &[ObjectTrait::Outside]), [2, 6], "64 m is on the border");
    assert_eq!(find(&catalog, "ruin", &[ObjectTrait::Outside, ObjectTrait::Missing]), [6]);
    let search = ObjectSearch::new("stone rock");
    assert_eq!(catalog.matching_files(1, &search), ["rock", "stone.dxt"]);
    let found = catalog.find(&ObjectSearch::new("ruin"), ObjectTraits::default(), KindOrder::Count);
    assert_eq!(found.with_trait, [2, 0, 0, 0, 1], "among those that match");
}

#[test]
fn animation_keys_animate_an_object_and_not_its_kind() {
    let mut objects = sample();
    let values = KeyValues::Vectors(vec![[0.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
    objects[2].placement.animation[0] = Some(AnimationKeys { rate: 30.0, values });
    assert_eq!(find(&catalog(&objects), "", &[ObjectTrait::Animated]), [2, 3]);
}

#[test]
fn kinds_are_sorted() {
    let catalog = catalog(&sample());
    let names = |order| {
        let found = catalog.find(&ObjectSearch::default(), ObjectTraits::default(), order);
        named(&catalog, &found).into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(names(KindOrder::Count), ["Tree", "Rock", "Smoke", "Lever", "Ruin", "Ruin"]);
    assert_eq!(names(KindOrder::AllTriangles)[0], "Tree");
    assert_eq!(names(KindOrder::Triangles).last().map(String::as_str), Some("Ruin"), "without triangles");
    assert_eq!(names(KindOrder::Size)[0], "Rock");
    assert_eq!(names(KindOrder::Name), ["Lever", "Rock", "Ruin", "Ruin", "Smoke", "Tree"]);
}

#[test]
fn steps_lead_through_the_found_objects_and_begin_again() {
    let catalog = catalog(&sample());
    let found = catalog.find(&ObjectSearch::new("stone"), ObjectTraits::default(), KindOrder::Count);
    let order: Vec<usize> = found.objects().collect();
    let mut at = None;
    let walked: Vec<usize> = (0..4)
        .map_while(|_| {
            at = found.step(at, 1);
            at
        })
        .collect();
    assert_eq!(walked, [order[0], order[1], order[2], order[0]]);
    assert_eq!(found.step(Some(order[0]), -1), Some(order[2]));
    assert_eq!((found.step(None, -1), found.step(Some(3), 1)), (Some(order[2]), Some(order[0])), "from elsewhere");
    assert_eq!(Found::default().step(None, 1), None);
    assert_eq!(Found::default().step(Some(1), -1), None);
}

fn any_objects() -> impl Strategy<Value = Vec<Object>> {
    let one = (0..4_usize, 0..3_usize, 0..3_usize, -10.0_f32..80.0, any::<[bool; 2]>());
    prop::collection::vec(one, 0..40).prop_map(|ones| {
        let build = |(name, mesh, texture, x, [event, blended]): (usize, usize, usize, f32, [bool; 2])| {
            let mesh_name = ["a_post", "b_post", "gone"][mesh];
            let textures: &[&str] = [&["a.dxt"][..], &["b.dxt", "c.dxt"], &["gone", ""]][texture];
            let mut object = object(["Alder", "birch", "Aspen b", ""][name], mesh_name, textures, x);
            object.kind = if event { 0x1000 } else { 0 };
            if blended {
                object.parts[0].material.flags = RenderFlags::BLENDED;
            }
            object
        };
        ones.into_iter().map(build).collect()
    })
}

proptest! {
    #[test]
    fn no_object_is_lost_or_found_twice(
        objects in any_objects(), search in "[a-cA-C_. ]{0,6}", bits in 0_u8..32, order in 0..KindOrder::ALL.len(),
    ) {
        let catalog = catalog(&objects);
        let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
        let has_word = |index: usize, word: &String| {
            let parts = &objects[index].parts[0];
            let files = parts.textures.iter().chain([&parts.mesh]).map(|name| String::from_utf8_lossy(name).into_owned());
            files.chain([objects[index].name()]).any(|name| name.to_lowercase().contains(word))
        };
        let mut wanted = ObjectTraits::default();
        for (number, one) in ObjectTrait::ALL.into_iter().enumerate() {
            wanted.set(one, bits >> number & 1 == 1);
        }
        let fits = |index: &usize| {
            words.iter().all(|word| has_word(*index, word)) && catalog.objects[*index].traits.contains(wanted)
        };
        let expected: Vec<usize> = (0..objects.len()).filter(fits).collect();
        let found = catalog.find(&ObjectSearch::new(&search), wanted, KindOrder::ALL[order]);
        let mut actual: Vec<usize> = found.objects().collect();
        actual.sort_unstable();
        prop_assert_eq!(actual, expected);
        prop_assert_eq!(found.count(), found.objects().count());
        prop_assert!(found.kinds.iter().all(|one| one.objects.iter().all(|object| catalog.objects[*object].kind == one.kind)));
        let mut at = None;
        let mut walked: Vec<usize> = found.objects().map_while(|_| { at = found.step(at, 1); at }).collect();
        walked.sort_unstable();
        prop_assert_eq!(walked.len(), found.count());
        walked.dedup();
        prop_assert_eq!(walked.len(), found.count(), "a walk visits each once");
    }
}
