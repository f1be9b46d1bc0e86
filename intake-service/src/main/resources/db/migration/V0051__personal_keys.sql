-- After a change of keys the sealed numbers are sealed anew; what the versions of an entry say stays as it was.
GRANT UPDATE (representative_number, representative_phone) ON enterprise_version TO CURRENT_USER;
