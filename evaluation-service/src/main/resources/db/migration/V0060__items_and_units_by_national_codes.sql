-- The province names items and units by its codes; its ratings are read by them.
CREATE INDEX province_item_implement_code_idx ON province_item (implement_code) WHERE implement_code IS NOT NULL;
CREATE INDEX province_unit_usci_idx ON province_unit (usci);
