-- A fee that was paid is a service to rate.
ALTER TABLE invitation
    DROP CONSTRAINT invitation_service_known,
    ADD CONSTRAINT invitation_service_known CHECK (service IN
        ('SUBMISSION', 'ACCEPTANCE', 'COMPLETION', 'DELIVERY', 'COMPOSITE', 'CONSULTATION', 'CORRECTION', 'PAYMENT'));
