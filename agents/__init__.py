"""Who acts: communities, street offices, departments, the grid centre; residents as columns.

Institutions are Mesa agents. Each decides from its own state and what it can see, on its own
calendar, and writes its decisions into its row of a policy table, which the kernel reads.
Agents never call one another: what one hands over, the next finds in the tables.
"""
