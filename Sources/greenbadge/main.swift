import Commands
import Glibc

exit(GreenBadgeProgram.main())
