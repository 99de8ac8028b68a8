"""Answer tables and reports in the forms people read: each form one module, all of them in `catalogue`."""
