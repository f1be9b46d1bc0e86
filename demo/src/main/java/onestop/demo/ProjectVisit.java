package onestop.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** 重点项目服务: a project with its helper, a light that turns red, a visit, and a blocked point that becomes an appeal. */
final class ProjectVisit {
    private static final String USCI = "91371327MA3DEM0C98";

    private final Platform platform;
    private final Account account;

    ProjectVisit(Platform platform, Account account) {
        this.platform = platform;
        this.account = account;
    }

    void play() {
        account.chapter("重点项目服务 A key project and its blocked point");
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        var project = platform.post(
                        "coordinator",
                        "/api/appeal/key-projects",
                        Map.of(
                                "listNumber", "演示-" + UUID.randomUUID(),
                                "name", "新材料二期（演示）",
                                "level", "COUNTY",
                                "unit", "FGJ",
                                "helper", "helper",
                                "usci", USCI,
                                "investmentYuan", 120_000_000,
                                "stage", "LAND_AND_PLANNING"))
                .must(201, "the project");
        var path = "/api/appeal/key-projects/" + project.text("id");
        account.expect(
                "another unit does not run it",
                403,
                platform.put("manager-rsj", path + "/helper", Map.of("helper", "x"))
                        .status());
        platform.post(
                        "helper",
                        path + "/milestones",
                        Map.of(
                                "stage",
                                "LAND_AND_PLANNING",
                                "title",
                                "取得用地规划许可",
                                "dueOn",
                                today.minusDays(1).toString()))
                .must(201, "the milestone");
        account.expect("its light is red", "RED", light(read(path)));
        var activity = platform.post(
                        "manager-fgj",
                        "/api/appeal/activities",
                        Map.of(
                                "kind", "FOR_PROJECTS",
                                "title", "包联项目走访",
                                "unit", "FGJ",
                                "heldOn", today.toString(),
                                "projectId", project.text("id")))
                .must(201, "the activity");
        platform.post(
                        "manager-fgj",
                        "/api/appeal/service-records",
                        Map.of(
                                "kind",
                                "VISIT",
                                "unit",
                                "FGJ",
                                "servedOn",
                                today.toString(),
                                "note",
                                "现场走访，核对堵点",
                                "projectId",
                                project.text("id"),
                                "activityId",
                                activity.text("id")))
                .must(201, "the visit");
        platform.post(
                        "helper",
                        path + "/blocked-points",
                        Map.of(
                                "stage", "LAND_AND_PLANNING",
                                "title", "用地指标未落实",
                                "text", "二期用地指标未落实，影响开工。",
                                "unit", "ZRZY"))
                .must(201, "the blocked point");
        var raised = platform.put("helper", path + "/blocked-points/1/appeal", Map.of())
                .must(200, "raising it");
        var id = point(raised.body()).path("appeal").path("id").asString();
        platform.put("manager-fgj", "/api/appeal/activities/" + activity.text("id") + "/appeals/" + id, Map.of())
                .must(204, "the link");
        var appeal = "/api/appeal/appeals/" + id;
        account.expect(
                "the blocked point is an appeal with that source",
                "VISIT",
                platform.get("coordinator", appeal).text("source"));
        platform.put("coordinator", appeal + "/dispatch", Map.of("unit", "ZRZY"))
                .must(200, "dispatch");
        platform.put("manager-zrzy", appeal + "/signature", Map.of()).must(200, "the signature");
        platform.put("manager-zrzy", appeal + "/reply", Map.of("text", "指标已调剂到位。"))
                .must(200, "the answer");
        platform.put("coordinator", appeal + "/call-back", Map.of("reached", true, "solved", true, "satisfied", true))
                .must(200, "the call-back");
        platform.put("coordinator", appeal + "/closure", Map.of()).must(200, "the closure");
        platform.put("helper", path + "/blocked-points/1/resolution", Map.of("resolution", "指标已落实"))
                .must(200, "the resolution");
        platform.put("helper", path + "/milestones/1/completion", Map.of("doneOn", today.toString()))
                .must(200, "the completion");
        account.expect("the light tells that it was late", "DONE_LATE", light(read(path)));
        account.tell("Red light, visit, blocked point, appeal, resolved; the activity names what it led to.");
        platform.put("coordinator", path + "/removal", Map.of("reason", "演示结束")).must(200, "the removal");
    }

    private JsonNode read(String path) {
        return platform.get("manager-fgj", path).must(200, "the project").body();
    }

    private static String light(JsonNode project) {
        return project.path("milestones").path(0).path("light").asString("");
    }

    private static JsonNode point(JsonNode project) {
        return project.path("blockedPoints").path(0);
    }
}
