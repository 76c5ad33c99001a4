// Light of the sky, as in src/scene/surface_light.rs, and of the point lights of a frame, as SceneLight::light in
// src/scene/lights.rs. Follows lib/globals.

override POINT_LIGHTS: bool = false;

// Lower limit of divisors.
const SMALLEST: f32 = 1e-4;

// Smooth light of the sky on a surface with a baked shadow of a strength from 0 to 1. Not clamped.
fn smooth_light(normal: vec3f, shadow: f32) -> vec3f {
    let shade = min(shadow / FULL_SHADOW, 1.0);
    let sun = max(dot(normal, globals.sun_light_direction), 0.0) * (1.0 - shade);
    let fill = max(1.0 - FILL_CONTRAST + FILL_CONTRAST * dot(normal, globals.fill_light_direction), 0.0);
    let sky = globals.fill_light_color * fill + globals.ambient_light;
    return globals.sun_light_color * sun + sky * (1.0 - HIDDEN_SKY * shade);
}

// Light of a set of point lights, a bit for each, at a position relative to the eye. The normal need not have unit
// length. Nodes, parts and triangles of water have the set of those that reach them: a software driver computes every
// light of the set for every fragment, in its range or not.
fn point_light(lights: u32, from_eye: vec3f, normal: vec3f) -> vec3f {
    var sum = vec3f(0.0);
    for (var left = lights; left != 0u; left &= left - 1u) {
        let i = firstTrailingBit(left);
        let way = globals.point_lights[i].from_eye - from_eye;
        let distance_m = length(way);
        let range_m = globals.point_lights[i].range_m;
        if (distance_m <= range_m) {
            let divisor = dot(globals.point_lights[i].attenuation, vec3f(1.0, distance_m, distance_m * distance_m));
            let facing = max(dot(normal, way) / max(distance_m, SMALLEST), 0.0);
            let color = globals.point_lights[i].diffuse * facing + globals.point_lights[i].ambient;
            let t = saturate((range_m - distance_m) / max(range_m - globals.point_lights[i].fade_from_m, SMALLEST));
            sum += color * (t * t * (3.0 - 2.0 * t)) / max(divisor, SMALLEST);
        }
    }
    return sum;
}

// Set of the point lights that reach a sphere around a position relative to the eye.
fn lights_within(radius_m: f32, from_eye: vec3f) -> u32 {
    var lights = 0u;
    if (POINT_LIGHTS) {
        for (var i = 0u; i < min(globals.point_light_count, LIGHT_LIMIT); i++) {
            if (distance(globals.point_lights[i].from_eye, from_eye) <= globals.point_lights[i].range_m + radius_m) {
                lights |= 1u << i;
            }
        }
    }
    return lights;
}

// All light on ground and water. As in the client, their normals point up; its lights were computed for each vertex.
fn ground_light(lights: u32, from_eye: vec3f) -> vec3f {
    if (POINT_LIGHTS) {
        return min(globals.light + point_light(lights, from_eye, vec3f(0.0, 1.0, 0.0)), vec3f(1.0));
    }
    return min(globals.light, vec3f(1.0));
}
