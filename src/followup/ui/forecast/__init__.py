"""What lies ahead if nothing changes: on Efterlevnad and on the contract."""
