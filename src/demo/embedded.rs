//! Files of the demo zone, embedded in the binary as a client folder.
//!
//! The files are in `assets/demo`, written by `cargo run --example make_demo`. A new file needs a line here and, for
//! the first build, an empty file in its place.

macro_rules! demo_files {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_bytes!(concat!("../../assets/demo/", $path)) as &[u8])),*]
    };
}

/// Path below the client folder, with forward slashes, and content.
pub static FILES: [(&str, &[u8]); 176] = demo_files![
    "Zones/demo.gtd",
    "Zones/demo.tct",
    "Zones/demo.tlt",
    "Zones/demo.opd",
    "Zones/demo.glo",
    "Zones/demo.dxt",
    "Data/Zones.tbl",
    "Misc/Sky/demo.n3sky",
    "Misc/Sky/isle_sun.bmp",
    "Misc/Sky/isle_glow.bmp",
    "Misc/Sky/isle_flare.bmp",
    "Misc/Sky/isle_wisps.tga",
    "Misc/Sky/isle_puffs.tga",
    "Misc/Terrain_Base.bmp",
    "Misc/river/isle_sea.dxt",
    "Misc/river/isle_pond.dxt",
    "Misc/river/isle_river.dxt",
    "Misc/river/caust00.dxt",
    "Misc/river/caust01.dxt",
    "Misc/river/caust02.dxt",
    "Misc/river/caust03.dxt",
    "Misc/river/caust04.dxt",
    "Misc/river/caust05.dxt",
    "Misc/river/caust06.dxt",
    "Misc/river/caust07.dxt",
    "Misc/river/caust08.dxt",
    "Misc/river/caust09.dxt",
    "Misc/river/caust10.dxt",
    "Misc/river/caust11.dxt",
    "Misc/river/caust12.dxt",
    "Misc/river/caust13.dxt",
    "Misc/river/caust14.dxt",
    "Misc/river/caust15.dxt",
    "Misc/river/caust16.dxt",
    "Misc/river/caust17.dxt",
    "Misc/river/caust18.dxt",
    "Misc/river/caust19.dxt",
    "Misc/river/caust20.dxt",
    "Misc/river/caust21.dxt",
    "Misc/river/caust22.dxt",
    "Misc/river/caust23.dxt",
    "Misc/river/caust24.dxt",
    "Misc/river/caust25.dxt",
    "Misc/river/caust26.dxt",
    "Misc/river/caust27.dxt",
    "Misc/river/caust28.dxt",
    "Misc/river/caust29.dxt",
    "Misc/river/caust30.dxt",
    "Misc/river/caust31.dxt",
    "DTex/isle_sea_0.gtt",
    "DTex/isle_shore_0.gtt",
    "DTex/isle_grass_0.gtt",
    "DTex/isle_grass_1.gtt",
    "DTex/isle_rock_0.gtt",
    "DTex/isle_snow_0.gtt",
    "DTex/isle_high_0.gtt",
    "Object/isle_oak_trunk.n3pmesh",
    "Object/isle_oak_crown.n3pmesh",
    "Object/isle_birch_trunk.n3pmesh",
    "Object/isle_birch_crown.n3pmesh",
    "Object/isle_pine_trunk.n3pmesh",
    "Object/isle_pine_crown.n3pmesh",
    "Object/isle_palm_trunk.n3pmesh",
    "Object/isle_palm_crown.n3pmesh",
    "Object/isle_bush.n3pmesh",
    "Object/isle_reeds.n3pmesh",
    "Object/isle_tuft.n3pmesh",
    "Object/isle_flowers.n3pmesh",
    "Object/isle_fern.n3pmesh",
    "Object/isle_boulder_0.n3pmesh",
    "Object/isle_boulder_1.n3pmesh",
    "Object/isle_boulder_2.n3pmesh",
    "Object/isle_menhir.n3pmesh",
    "Object/isle_lamp_frame.n3pmesh",
    "Object/isle_lamp_glass.n3pmesh",
    "Object/isle_glow.n3pmesh",
    "Object/isle_fence.n3pmesh",
    "Object/isle_fence_post.n3pmesh",
    "Object/isle_wall.n3pmesh",
    "Object/isle_fire_stones.n3pmesh",
    "Object/isle_fire_logs.n3pmesh",
    "Object/isle_flames.n3pmesh",
    "Object/isle_smoke.n3pmesh",
    "Object/isle_barrel.n3pmesh",
    "Object/isle_crate.n3pmesh",
    "Object/isle_well_stones.n3pmesh",
    "Object/isle_well_beams.n3pmesh",
    "Object/isle_well_roof.n3pmesh",
    "Object/isle_signpost.n3pmesh",
    "Object/isle_hut_stones.n3pmesh",
    "Object/isle_hut_walls.n3pmesh",
    "Object/isle_hut_beams.n3pmesh",
    "Object/isle_hut_panes.n3pmesh",
    "Object/isle_hut_roof.n3pmesh",
    "Object/isle_cottage_stones.n3pmesh",
    "Object/isle_cottage_walls.n3pmesh",
    "Object/isle_cottage_beams.n3pmesh",
    "Object/isle_cottage_panes.n3pmesh",
    "Object/isle_cottage_roof.n3pmesh",
    "Object/isle_door_east.n3pmesh",
    "Object/isle_door_west.n3pmesh",
    "Object/isle_jetty_deck.n3pmesh",
    "Object/isle_jetty_posts.n3pmesh",
    "Object/isle_boat.n3pmesh",
    "Object/isle_rigging.n3pmesh",
    "Object/isle_sails.n3pmesh",
    "Object/isle_net_poles.n3pmesh",
    "Object/isle_net.n3pmesh",
    "Object/isle_bridge_deck.n3pmesh",
    "Object/isle_bridge_beams.n3pmesh",
    "Object/isle_light_shaft.n3pmesh",
    "Object/isle_light_stones.n3pmesh",
    "Object/isle_light_iron.n3pmesh",
    "Object/isle_light_roof.n3pmesh",
    "Object/isle_light_glass.n3pmesh",
    "Object/isle_mill_tower.n3pmesh",
    "Object/isle_mill_stones.n3pmesh",
    "Object/isle_mill_cap.n3pmesh",
    "Object/isle_mill_beams.n3pmesh",
    "Object/isle_mill_wing.n3pmesh",
    "Object/isle_mill_canvas.n3pmesh",
    "Object/isle_gate_stones.n3pmesh",
    "Object/isle_gate_beams.n3pmesh",
    "Object/isle_gate_roof.n3pmesh",
    "Object/isle_gate_east.n3pmesh",
    "Object/isle_gate_west.n3pmesh",
    "Object/isle_lever_stand.n3pmesh",
    "Object/isle_lever.n3pmesh",
    "Object/isle_beacon.n3pmesh",
    "Object/isle_bands.dxt",
    "Object/isle_bark.dxt",
    "Object/isle_bells.dxt",
    "Object/isle_birch_bark.dxt",
    "Object/isle_birch_leaves.dxt",
    "Object/isle_blades.dxt",
    "Object/isle_blossoms.dxt",
    "Object/isle_boards.dxt",
    "Object/isle_boulder.dxt",
    "Object/isle_canvas.dxt",
    "Object/isle_daisies.dxt",
    "Object/isle_flame_0.dxt",
    "Object/isle_flame_1.dxt",
    "Object/isle_flame_2.dxt",
    "Object/isle_flame_3.dxt",
    "Object/isle_flame_4.dxt",
    "Object/isle_flame_5.dxt",
    "Object/isle_flame_6.dxt",
    "Object/isle_flame_7.dxt",
    "Object/isle_frond.dxt",
    "Object/isle_glass.dxt",
    "Object/isle_grass.dxt",
    "Object/isle_halo.dxt",
    "Object/isle_iron.dxt",
    "Object/isle_leaves.dxt",
    "Object/isle_mesh.dxt",
    "Object/isle_needles.dxt",
    "Object/isle_paint.dxt",
    "Object/isle_plaster.dxt",
    "Object/isle_puff_0.dxt",
    "Object/isle_puff_1.dxt",
    "Object/isle_puff_2.dxt",
    "Object/isle_puff_3.dxt",
    "Object/isle_puff_4.dxt",
    "Object/isle_puff_5.dxt",
    "Object/isle_puff_6.dxt",
    "Object/isle_puff_7.dxt",
    "Object/isle_stones.dxt",
    "Object/isle_straw.dxt",
    "Object/isle_tiles.dxt",
    "Object/isle_timber.dxt",
    "Zones/demo.evtsub",
    "Zones/demo.gev",
    "Zones/demo.ens",
    "Server/demo.smd",
    "Server/demo.sql",
    "Server/MAP/1.evt",
];

/// Bytes of the demo zone's `.gtd`.
pub fn zone() -> &'static [u8] {
    FILES[0].1
}

/// Looks up a file by the client's name for it: either slash, any case.
pub fn find(name: &str) -> Option<&'static [u8]> {
    let wanted = name.trim().replace('\\', "/");
    FILES.iter().find(|(path, _)| path.eq_ignore_ascii_case(&wanted)).map(|(_, bytes)| *bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::glo::GloFile;
    use crate::formats::gtd::Gtd;
    use crate::formats::n3pmesh::Mesh;
    use crate::formats::ntf::{gtt, parse_dxt};
    use crate::formats::opd::{OpdFile, RenderFlags, SUB_CELLS, cells_along};
    use crate::scene::objects::ObjectSet;

    #[test]
    fn files_are_found_as_zones_name_them() {
        assert!(find("dtex\\isle_rock_0.gtt").is_some());
        assert_eq!(find("DTEX/ISLE_rock_0.GTT"), find("dtex\\isle_rock_0.gtt"));
        assert_eq!(find("isle_rock_0.gtt"), None);
        assert!(find("zones\\demo.gtd").is_some_and(|bytes| bytes == zone()));
    }

    #[test]
    fn it_is_small_and_whole() {
        let total: usize = FILES.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(total < 8_000_000, "{total} bytes");
        let gtd = Gtd::parse(zone()).unwrap();
        assert_eq!(gtd.map_size(), 257);
        for source in &gtd.textures().sources {
            let file = find(&source.path).unwrap();
            assert_eq!(gtt::parse(file).unwrap().len(), 8, "{}", source.path);
        }
    }

    #[test]
    fn its_parts_are_read_as_real_ones_are() {
        let part = |path: &str| find(path).unwrap();
        assert_eq!(crate::formats::ntf::tct::parse(part("zones\\demo.tct")).unwrap().cells_per_side(), 8);
        assert!(crate::formats::ntf::tlt::parse(part("zones\\demo.tlt"), 32).is_ok());
        assert_eq!(crate::formats::ntf::parse_dxt(part("zones\\demo.dxt")).unwrap().width(), 256);
        let sky = crate::formats::n3sky::SkyFile::parse(part("misc\\sky\\demo.n3sky")).unwrap();
        for name in sky.sun.iter().chain(&sky.clouds) {
            assert!(find(&String::from_utf8_lossy(name)).is_some(), "{name:?}");
        }
        let gtd = Gtd::parse(zone()).unwrap();
        for need in crate::zone::references::needed_files(&gtd) {
            assert!(find(need.name()).is_some(), "{need:?}");
        }
    }

    #[test]
    fn its_objects_are_of_every_kind_that_is_drawn_differently() {
        let opd = OpdFile::parse(find("zones\\demo.opd").unwrap()).unwrap();
        let parts = || opd.objects.iter().flat_map(|object| &object.parts);
        let has = |flags: u32| parts().any(|part| part.material.flags.0 & flags == flags);
        let set = ObjectSet::new(&opd);
        // Swaying leaves, blended billboards, panes without light, two leaves of a gate, flip-books, added light.
        let leaves = RenderFlags::WIND.0 | RenderFlags::DOUBLE_SIDED.0;
        assert!(has(leaves) && has(RenderFlags::BLENDED.0 | RenderFlags::BILLBOARD.0) && has(RenderFlags::UNLIT.0));
        assert!(parts().any(|part| part.textures.len() > 1 && part.texture_fps > 0.0));
        assert!(parts().any(|part| (part.material.source_blend, part.material.dest_blend) == (2, 2)));
        let gates = opd.objects.iter().filter(|object| object.is_extra() && object.events.event_kind == 1);
        assert!(gates.clone().count() > 0 && gates.clone().all(|gate| gate.parts.len() == 2));
        /// Indices of a sheet of two triangles, which has no coarser form.
        const SHEET: usize = 6;
        for name in &set.meshes {
            let mesh = Mesh::parse(find(name).unwrap_or_else(|| panic!("{name}"))).unwrap();
            let has_levels = !mesh.collapses.is_empty() && !mesh.distances.is_empty();
            assert!(has_levels || mesh.indices.len() <= SHEET, "{name} has levels of detail");
        }
        for name in &set.textures {
            let texture = parse_dxt(find(name).unwrap_or_else(|| panic!("{name}"))).unwrap();
            assert!((32..=128).contains(&texture.width()) && texture.is_mipmapped(), "{name}");
        }
        let unused = FILES.iter().filter(|(path, _)| path.starts_with("Object/")).filter(|(path, _)| {
            let name = path.replace('/', "\\").to_lowercase();
            !set.meshes.contains(&name) && !set.textures.contains(&name)
        });
        assert_eq!(unused.count(), 0);
        let lights = GloFile::parse(find("zones\\demo.glo").unwrap()).unwrap().lights;
        let shine = ["Lamp", "Campfire", "Hut", "Cottage", "Lighthouse"];
        // Objects without parts are names of places.
        let solid = opd.objects.iter().filter(|object| !object.parts.is_empty());
        let shining = solid.filter(|object| shine.contains(&object.name().as_str())).count();
        assert!(lights.len() == shining && shining > 0);
    }

    #[test]
    fn its_collision_faces_are_listed_in_the_sub_cells_that_they_touch() {
        let opd = OpdFile::parse(find("zones\\demo.opd").unwrap()).unwrap();
        let (mut listed, mut objects) = (vec![false; opd.collision.len()], vec![0; opd.objects.len()]);
        let side = cells_along(opd.width_m);
        for (index, cell) in opd.cells.iter().enumerate().filter_map(|(index, cell)| Some((index, cell.as_ref()?))) {
            cell.objects.iter().for_each(|object| objects[usize::from(*object)] += 1);
            for sub in 0..SUB_CELLS * SUB_CELLS {
                let (x, z) = (sub % SUB_CELLS, sub / SUB_CELLS);
                let low = [index % side * SUB_CELLS + x, index / side * SUB_CELLS + z].map(|at| at as f32 * 4.0);
                for corners in cell.sub_cells.triangles(x, z) {
                    let face = &opd.collision[corners[0] as usize / 3];
                    listed[corners[0] as usize / 3] = true;
                    for (axis, low) in [(0, low[0]), (2, low[1])] {
                        let span = face.map(|corner| corner[axis]);
                        let (least, most) = (
                            span.iter().copied().fold(f32::MAX, f32::min),
                            span.iter().copied().fold(f32::MIN, f32::max),
                        );
                        assert!(least <= low + 4.0 && most >= low, "{face:?} in {low}");
                    }
                }
            }
        }
        assert!(listed.iter().all(|listed| *listed) && objects.iter().all(|count| *count == 1));
    }

    #[test]
    fn its_ground_has_everything_that_was_asked_for() {
        let gtd = Gtd::parse(zone()).unwrap();
        let (mut directions, mut two, mut used) = ([0; 8], 0, [0; 56]);
        for (index, record) in gtd.records().iter().enumerate() {
            let (x, z, tile) = (index / 257, index % 257, record.tile());
            if x == 256 || z == 256 {
                continue;
            }
            let (first, second) = gtd.layers_of(tile);
            let first = first.unwrap_or_else(|| panic!("no texture at {x} {z}"));
            used[usize::from(first)] += 1;
            directions[usize::from(tile.dir1())] += 1;
            if let Some(second) = second {
                two += 1;
                used[usize::from(second)] += 1;
                directions[usize::from(tile.dir2())] += 1;
            }
        }
        assert!(directions.iter().all(|count| *count > 1000), "{directions:?}");
        assert!((0.1..0.5).contains(&(f64::from(two) / 65536.0)), "{two} tiles with two layers");
        assert!(used.iter().all(|count| *count > 0), "{used:?}");
        let heights = gtd.records().iter().map(|record| record.height_m());
        let (low, high) = heights.fold((0.0f32, 0.0f32), |(low, high), h| (low.min(h), high.max(h)));
        assert!((130.0..200.0).contains(&high) && (-40.0..-15.0).contains(&low), "{low} {high}");
    }
}
