"""The run store: a folder of finished runs, each known by the content it came from.

`address`   what makes a run this run, as 32 hexadecimal digits
`parts`     append-only Parquet files, each whole or not there
`manifest`  what is being run, written before the first run
`content`   a hash of all rows, whatever their order
`folder`    the folder as one: what is there, what is damaged, taking in more, merging
"""
