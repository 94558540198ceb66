export { StoreError, type StoreFault } from '../../lib/evidence/store-error';
