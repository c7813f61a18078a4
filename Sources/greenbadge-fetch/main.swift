import Glibc

exit(FetchProgram.main())
