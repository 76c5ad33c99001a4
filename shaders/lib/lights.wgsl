// Light of the point lights of a frame, as SceneLight::light in src/scene/lights.rs. Follows lib/globals.

override POINT_LIGHTS: bool = false;

// Lower limit of divisors.
const SMALLEST: f32 = 1e-4;

// At a position relative to the eye. The normal need not have unit length.
fn point_light(from_eye: vec3f, normal: vec3f) -> vec3f {
    var sum = vec3f(0.0);
    for (var i = 0u; i < min(globals.point_light_count, LIGHT_LIMIT); i++) {
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

// All light on ground and water. As in the client, their normals point up; its lights were computed for each vertex.
fn ground_light(from_eye: vec3f) -> vec3f {
    if (POINT_LIGHTS) {
        return min(globals.light + point_light(from_eye, vec3f(0.0, 1.0, 0.0)), vec3f(1.0));
    }
    return globals.light;
}
