package onestop.local.launcher;

/** A port that we listen on: whose it is, by which variable it is changed, and what it is unless changed. */
enum Port {
    GATEWAY("gateway", "ONESTOP_GATEWAY_PORT", 8080),
    GATEWAY_MANAGEMENT("gateway (management)", "ONESTOP_GATEWAY_MANAGEMENT_PORT", 8081),
    INTAKE("intake-service", "ONESTOP_INTAKE_PORT", 8101),
    APPROVAL("approval-service", "ONESTOP_APPROVAL_PORT", 8102),
    EVALUATION("evaluation-service", "ONESTOP_EVALUATION_PORT", 8103),
    APPEAL("appeal-service", "ONESTOP_APPEAL_PORT", 8104),
    ISSUER("issuer", "ONESTOP_ISSUER_PORT", 8090),
    POSTGRES("postgres", "ONESTOP_POSTGRES_PORT", 15432),
    KAFKA("kafka", "ONESTOP_KAFKA_PORT", 19092),
    KAFKA_CONTROLLER("kafka (controller)", "ONESTOP_KAFKA_CONTROLLER_PORT", 19093);

    final String owner;
    final String variable;
    final int usual;

    Port(String owner, String variable, int usual) {
        this.owner = owner;
        this.variable = variable;
        this.usual = usual;
    }
}
