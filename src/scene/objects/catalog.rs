//! A zone's objects by kind, to be listed, searched, filtered and sorted.

use std::collections::{BTreeSet, HashMap};

use glam::Vec3;

use super::search::ObjectSearch;
use super::{Bounds, KindPart, ObjectKind, ObjectSet};
use crate::formats::n3pmesh::Mesh;
use crate::formats::opd::{Object, RenderFlags};

/// A property of an object by which lists are filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObjectTrait {
    /// A mesh or texture of it is missing or malformed.
    Missing,
    /// It has animation keys, or a part with several textures.
    Animated,
    /// A part of it is mixed with what is behind it.
    Blended,
    /// It has a role in the game's logic.
    Event,
    /// It stands beyond the border of the zone.
    Outside,
}

impl ObjectTrait {
    /// All properties.
    pub const ALL: [ObjectTrait; 5] =
        [ObjectTrait::Missing, ObjectTrait::Animated, ObjectTrait::Blended, ObjectTrait::Event, ObjectTrait::Outside];
}

/// A set of properties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ObjectTraits(u8);

impl ObjectTraits {
    /// Whether a property is in the set.
    pub fn has(self, one: ObjectTrait) -> bool {
        self.0 >> one as u8 & 1 == 1
    }

    /// Adds or removes a property.
    pub fn set(&mut self, one: ObjectTrait, on: bool) {
        let bit = 1 << one as u8;
        self.0 = if on { self.0 | bit } else { self.0 & !bit };
    }

    /// Whether all properties of another set are in this one.
    pub fn contains(self, others: ObjectTraits) -> bool {
        self.0 & others.0 == others.0
    }

    /// Whether it has no property.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Order of the kinds in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum KindOrder {
    /// Most objects first.
    #[default]
    Count,
    /// Most triangles of one object first.
    Triangles,
    /// Most triangles of all objects first.
    AllTriangles,
    /// The largest first.
    Size,
    /// By the name of the first object.
    Name,
}

impl KindOrder {
    /// All orders.
    pub const ALL: [KindOrder; 5] =
        [KindOrder::Count, KindOrder::Triangles, KindOrder::AllTriangles, KindOrder::Size, KindOrder::Name];
}

/// What is known of the files of an object set.
#[derive(Clone, Copy)]
pub struct CatalogFiles<'a> {
    /// Meshes by their number in the set; none if missing or malformed.
    pub meshes: &'a [Option<Mesh>],
    /// Whether a texture, by its number in the set, is there.
    pub has_texture: &'a dyn Fn(usize) -> bool,
}

/// A kind of a zone's objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CatalogKind {
    /// Numbers of its objects, in file order.
    pub objects: Vec<usize>,
    /// Number of its parts.
    pub parts: usize,
    /// Its meshes by their number, each once.
    pub meshes: Vec<usize>,
    /// Its textures by their number, each once.
    pub textures: Vec<usize>,
    /// Triangles of one object in full detail; none while the meshes are not known.
    pub triangles: Option<usize>,
    /// Width, height and depth in meters of its largest object; zero without a mesh.
    pub size_m: Vec3,
}

/// An object of a catalog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CatalogObject {
    /// Number of its kind.
    pub kind: usize,
    /// Number of its name.
    name: usize,
    /// Its properties.
    pub traits: ObjectTraits,
    /// World position in meters.
    pub position_m: Vec3,
}

/// The objects of a zone by kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    /// The kinds, numbered as in [`ObjectSet::kinds`].
    pub kinds: Vec<CatalogKind>,
    /// The objects, in file order.
    pub objects: Vec<CatalogObject>,
    /// Mesh files in lower case.
    pub meshes: Vec<String>,
    /// Texture files in lower case.
    pub textures: Vec<String>,
    /// Distinct names of objects, as stored.
    names: Vec<String>,
}

/// A kind with those of its objects that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundKind {
    /// Number of the kind.
    pub kind: usize,
    /// Numbers of the objects, in file order; at least one.
    pub objects: Vec<usize>,
}

/// Result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The kinds in the wanted order.
    pub kinds: Vec<FoundKind>,
    /// Objects with each property, in the order of [`ObjectTrait::ALL`], among those that match the search.
    pub with_trait: [usize; ObjectTrait::ALL.len()],
}

impl Catalog {
    /// Collects the kinds of a set; `objects` are those of the same file. `extent_m` is the side of the zone in meters.
    pub fn new<'a>(
        set: &ObjectSet,
        objects: impl IntoIterator<Item = &'a Object>,
        extent_m: [f32; 2],
        files: Option<CatalogFiles>,
    ) -> Catalog {
        let boxes: Vec<Option<Bounds>> = files.map_or_else(Vec::new, |files| files.boxes());
        let kinds: Vec<CatalogKind> = set.kinds.iter().map(|kind| CatalogKind::new(set, kind, files, &boxes)).collect();
        let of_kinds: Vec<ObjectTraits> = set.kinds.iter().map(|kind| traits_of(kind, files)).collect();
        let mut catalog = Catalog {
            kinds,
            objects: Vec::with_capacity(set.objects.len()),
            meshes: set.meshes.clone(),
            textures: set.textures.clone(),
            names: Vec::new(),
        };
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for (instance, object) in set.objects.iter().zip(objects) {
            let name = *numbers.entry(object.name()).or_insert_with_key(|name| {
                catalog.names.push(name.clone());
                catalog.names.len() - 1
            });
            let mut traits = of_kinds[instance.kind];
            let position_m = object.position_m();
            traits.set(ObjectTrait::Animated, traits.has(ObjectTrait::Animated) || instance.animation.is_some());
            traits.set(ObjectTrait::Event, object.is_extra());
            traits.set(ObjectTrait::Outside, is_outside(position_m, extent_m));
            catalog.objects.push(CatalogObject { kind: instance.kind, name, traits, position_m });
        }
        catalog
    }

    /// Name of an object; empty for a number out of range.
    pub fn name(&self, object: usize) -> &str {
        let name = self.objects.get(object).and_then(|object| self.names.get(object.name));
        name.map_or("", String::as_str)
    }

    /// Name of a kind: that of its first object.
    pub fn name_of_kind(&self, kind: usize) -> &str {
        let first = self.kinds.get(kind).and_then(|kind| kind.objects.first());
        first.map_or("", |object| self.name(*object))
    }

    /// The mesh and texture files of a kind.
    pub fn files(&self, kind: usize) -> impl Iterator<Item = &str> {
        let kind = self.kinds.get(kind);
        let meshes = kind.into_iter().flat_map(|kind| &kind.meshes).filter_map(|mesh| self.meshes.get(*mesh));
        let textures =
            kind.into_iter().flat_map(|kind| &kind.textures).filter_map(|texture| self.textures.get(*texture));
        meshes.chain(textures).map(String::as_str)
    }

    /// The files of a kind in which a word of a search occurs.
    pub fn matching_files(&self, kind: usize, search: &ObjectSearch) -> Vec<&str> {
        self.files(kind).filter(|file| search.words_in(file) != 0).collect()
    }

    /// The objects that match a search and have all of the given properties, by kind.
    pub fn find(&self, search: &ObjectSearch, traits: ObjectTraits, order: KindOrder) -> Found {
        let names: Vec<u64> = self.names.iter().map(|name| search.words_in(name)).collect();
        let mut with_trait = [0; ObjectTrait::ALL.len()];
        let mut kinds = Vec::new();
        for (number, kind) in self.kinds.iter().enumerate() {
            let in_files = self.files(number).fold(0, |words, file| words | search.words_in(file));
            let matches =
                |object: &CatalogObject| search.is_all(in_files | names.get(object.name).copied().unwrap_or(0));
            let mut objects = Vec::new();
            for index in &kind.objects {
                let Some(object) = self.objects.get(*index).filter(|object| matches(object)) else { continue };
                for (count, one) in with_trait.iter_mut().zip(ObjectTrait::ALL) {
                    *count += usize::from(object.traits.has(one));
                }
                if object.traits.contains(traits) {
                    objects.push(*index);
                }
            }
            if !objects.is_empty() {
                kinds.push(FoundKind { kind: number, objects });
            }
        }
        self.sort(&mut kinds, order);
        Found { kinds, with_trait }
    }

    /// Sorts kinds; equal ones stay in the order of the file.
    fn sort(&self, kinds: &mut [FoundKind], order: KindOrder) {
        let most_first = |value: usize| std::cmp::Reverse(value);
        let triangles = |found: &FoundKind| self.kinds[found.kind].triangles.unwrap_or(0);
        match order {
            KindOrder::Count => kinds.sort_by_key(|found| most_first(found.objects.len())),
            KindOrder::Triangles => kinds.sort_by_key(|found| most_first(triangles(found))),
            KindOrder::AllTriangles => {
                kinds.sort_by_key(|found| most_first(triangles(found).saturating_mul(found.objects.len())));
            }
            KindOrder::Size => {
                let length = |found: &FoundKind| self.kinds[found.kind].size_m.length();
                kinds.sort_by(|a, b| length(b).total_cmp(&length(a)));
            }
            KindOrder::Name => kinds.sort_by_cached_key(|found| self.name_of_kind(found.kind).to_lowercase()),
        }
    }
}

impl Found {
    /// The found objects, kind by kind.
    pub fn objects(&self) -> impl Iterator<Item = usize> {
        self.kinds.iter().flat_map(|found| found.objects.iter().copied())
    }

    /// Number of found objects.
    pub fn count(&self) -> usize {
        self.kinds.iter().map(|found| found.objects.len()).sum()
    }

    /// Position of an object among the found ones.
    pub fn position(&self, object: usize) -> Option<usize> {
        self.objects().position(|other| other == object)
    }

    /// The object `by` positions after another one; after the last comes the first. From an object that was not found,
    /// the first, or backward the last.
    pub fn step(&self, from: Option<usize>, by: isize) -> Option<usize> {
        let count = self.count();
        let to = match from.and_then(|object| self.position(object)) {
            Some(position) => (position as isize).checked_add(by)?.checked_rem_euclid(count as isize)? as usize,
            None if by < 0 => count.checked_sub(1)?,
            None => 0,
        };
        self.objects().nth(to)
    }
}

impl CatalogFiles<'_> {
    fn mesh(&self, part: &KindPart) -> Option<&Mesh> {
        self.meshes.get(part.mesh?)?.as_ref()
    }

    /// Boxes of the meshes.
    fn boxes(&self) -> Vec<Option<Bounds>> {
        let of_mesh = |mesh: &Mesh| Bounds::of_vertices(&mesh.vertices, glam::Affine3A::IDENTITY);
        self.meshes.iter().map(|mesh| of_mesh(mesh.as_ref()?)).collect()
    }
}

impl CatalogKind {
    fn new(set: &ObjectSet, kind: &ObjectKind, files: Option<CatalogFiles>, boxes: &[Option<Bounds>]) -> CatalogKind {
        let each_once = |numbers: &mut dyn Iterator<Item = usize>| {
            let mut seen = BTreeSet::new();
            numbers.filter(|number| seen.insert(*number)).collect()
        };
        let triangles =
            |files: CatalogFiles| kind.parts.iter().filter_map(|part| files.mesh(part)).map(Mesh::triangles).sum();
        let part_box = |part: &KindPart| {
            let bounds = (*boxes.get(part.mesh?)?)?;
            Some(Bounds { min: bounds.min + part.pivot_m, max: bounds.max + part.pivot_m })
        };
        let size_m = kind.parts.iter().filter_map(part_box).reduce(Bounds::union).map(|bounds| bounds.max - bounds.min);
        let scaled = |object: &usize| {
            let matrix = set.objects.get(*object)?.world_from_object.matrix3;
            let scale = Vec3::new(matrix.x_axis.length(), matrix.y_axis.length(), matrix.z_axis.length());
            Some(size_m? * scale).filter(|size| size.is_finite())
        };
        let sizes = kind.objects.iter().filter_map(scaled);
        CatalogKind {
            objects: kind.objects.clone(),
            parts: kind.parts.len(),
            meshes: each_once(&mut kind.parts.iter().filter_map(|part| part.mesh)),
            textures: each_once(&mut kind.parts.iter().flat_map(|part| &part.textures).copied().flatten()),
            triangles: files.map(triangles),
            size_m: sizes.max_by(|a, b| a.length().total_cmp(&b.length())).unwrap_or(Vec3::ZERO),
        }
    }
}

/// Properties that all objects of a kind share.
fn traits_of(kind: &ObjectKind, files: Option<CatalogFiles>) -> ObjectTraits {
    let lacks_files = |part: &KindPart| {
        let Some(files) = files else { return false };
        let lacks_texture = |texture: &usize| !(files.has_texture)(*texture);
        (part.mesh.is_some() && files.mesh(part).is_none()) || part.textures.iter().flatten().any(lacks_texture)
    };
    let mut traits = ObjectTraits::default();
    traits.set(ObjectTrait::Missing, kind.parts.iter().any(lacks_files));
    traits.set(ObjectTrait::Animated, kind.parts.iter().any(|part| part.textures.len() > 1));
    let is_blended = |part: &KindPart| part.material.flags.contains(RenderFlags::BLENDED);
    traits.set(ObjectTrait::Blended, kind.parts.iter().any(is_blended));
    traits
}

/// Whether a place is beyond the border of a zone.
fn is_outside(position_m: Vec3, extent_m: [f32; 2]) -> bool {
    let beyond = |at: f32, extent_m: f32| !(0.0..=extent_m).contains(&at);
    beyond(position_m.x, extent_m[0]) || beyond(position_m.z, extent_m[1])
}

#[cfg(test)]
mod tests;
