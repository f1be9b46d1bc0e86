-- Leaves are never changed nor deleted, and both tables are filled from leaves alone: looking each one up again, and locking it, only cost.

SET LOCAL lock_timeout = '5s';

ALTER TABLE ledger_pending DROP CONSTRAINT ledger_pending_leaf_id_fkey;
ALTER TABLE ledger_index DROP CONSTRAINT ledger_index_leaf_id_fkey;

REVOKE UPDATE ON ledger_leaf FROM CURRENT_USER;
