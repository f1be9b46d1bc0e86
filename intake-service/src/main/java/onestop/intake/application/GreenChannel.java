package onestop.intake.application;

/**
 * Why a file goes ahead of others, and who looks after it. It shortens waiting, it drops no step.
 *
 * @param basis the list of key projects that names the project
 * @param helper staff id of the named helper
 */
record GreenChannel(String basis, String projectNumber, String helper) {}
