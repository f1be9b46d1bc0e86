package onestop.evaluation.scale;

/** Where services are given: the county's hall, a town's centre, a village's or community's point (县, 镇, 村). */
public enum RegionLevel {
    COUNTY,
    TOWN,
    VILLAGE
}
